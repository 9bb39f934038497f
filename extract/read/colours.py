"""Colours of a workbook's cells: whether letters can be distinguished from their ground.

By distance and not by name: with FFFFFF and theme 0 alone for white, F2F2F2 on white passed
(13 of 255 levels), and so did black on a conditional band of black.
"""

from __future__ import annotations

import colorsys
import re
from typing import Any

from openpyxl.styles.colors import COLOR_INDEX

Rgb = tuple[int, int, int]

_LEAST = 32  # of 255, between letters and ground in one channel: F2F2F2 on white is not seen
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_BACKGROUND = 65  # the index of the system's; 64 is that of its letters


def on_top(book: Any, font: Any, fill: Any, is_conditional: bool = False) -> bool:
    """Whether letters of this font are seen on this fill.

    The ground of a conditional fill is its bgColor.
    """
    front = _rgb(book, font.color) or _BLACK
    behind = _behind(book, fill, is_conditional)
    return (
        behind is None or max(abs(a - b) for a, b in zip(front, behind, strict=True)) >= _LEAST
    )


def _behind(book: Any, fill: Any, is_conditional: bool) -> Rgb | None:
    """The ground of a cell: white without a fill, None where it is a pattern."""
    kind = getattr(fill, "fill_type", None)
    if is_conditional and kind in (None, "solid"):
        return _rgb(book, _set(fill, "bgColor")) or _rgb(book, _set(fill, "fgColor")) or _WHITE
    if kind is None:
        return _WHITE
    return _rgb(book, fill.fgColor) or _BLACK if kind == "solid" else None


def _set(fill: Any, name: str) -> Any:
    """A colour of a fill, or None where it has openpyxl's default."""
    color = getattr(fill, name, None)
    return None if color is None or (color.type == "rgb" and color.rgb == "00000000") else color


def _rgb(book: Any, color: Any) -> Rgb | None:
    """A colour's red, green and blue, 0 to 255; None where it is the automatic one."""
    if color is None or color.type == "auto":
        return None
    if color.type == "indexed":
        if color.indexed >= len(COLOR_INDEX):
            return _WHITE if color.indexed == _BACKGROUND else _BLACK
        code = COLOR_INDEX[color.indexed]
    elif color.type == "theme":
        code = _theme(book, color.theme)
    else:
        code = color.rgb
    red, green, blue = (int(code[-6:][n : n + 2], 16) for n in (0, 2, 4))
    return _tinted((red, green, blue), color.tint or 0.0)


def _theme(book: Any, number: int) -> str:
    """The colour of this number in the workbook's theme; white, black, … where it has none."""
    name = _THEME[number] if number < len(_THEME) else "dk1"
    xml = book.loaded_theme or b""
    xml = xml if isinstance(xml, str) else xml.decode(errors="replace")
    pattern = rf'<a:{name}>.*?(?:lastClr|srgbClr val)="([0-9A-Fa-f]{{6}})"'
    found = re.search(pattern, xml, re.DOTALL)
    if found:
        return found[1]
    return {"lt1": "FFFFFF", "lt2": "EEECE1"}.get(name, "000000")


def _tinted(rgb: Rgb, tint: float) -> Rgb:
    """A lighter or darker colour: a tint is a part of the way to white, below 0 to black."""
    hue, light, much = colorsys.rgb_to_hls(*(part / 255 for part in rgb))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    red, green, blue = (round(255 * part) for part in colorsys.hls_to_rgb(hue, light, much))
    return red, green, blue
