"""Whether fonts draw the digits that they say.

Both engines believe a font's ToUnicode map. What it says of digits and `*` is compared with the
other things that a font says of itself: the name of a glyph, the character map of an embedded
TrueType program, and that one digit is drawn by one glyph.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from typing import Any

from playa.encodingdb import get_encoding
from playa.font import CIDFont, Font, TrueTypeFont, Type1Font
from playa.fontprogram import TrueTypeFontProgram
from playa.pdftypes import ContentStream, resolve1

from ..report.model import Refusal

_FIGURES = frozenset("0123456789*")
_NAMES = {
    **{"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5"},
    **{"six": "6", "seven": "7", "eight": "8", "nine": "9", "asterisk": "*"},
}


class DigitGlyphs:
    """The digits and `*` that a document's fonts say, with the codes of their glyphs."""

    def __init__(self) -> None:
        self._codes: dict[tuple[Font, str], int] = {}
        self._drawn = cache(_drawn)

    def check(self, glyphs: Iterable[Any]) -> None:
        """Refuse a font that says other figures than it draws, or one figure of two glyphs."""
        for font, code, text in {(g.font, g.cid, g.text) for g in glyphs if g.text in _FIGURES}:
            drawn = self._drawn(font).get(code, text)
            if drawn != text:
                raise _refusal(font, f'draws "{drawn}" and says "{text}"')
            if self._codes.setdefault((font, text), code) != code:
                raise _refusal(font, f'has 2 glyphs that it says are "{text}"')


def _refusal(font: Font, what: str) -> Refusal:
    return Refusal(f"the font {font.fontname} {what}", todo="fetch the report again")


def _drawn(font: Font) -> dict[int, str]:
    """The figures that codes draw, where a font says it in another way than by ToUnicode."""
    # a TrueType font without an encoding of its own names no glyphs
    implicit = isinstance(font, TrueTypeFont) and font.get_implicit_encoding(font.descriptor)
    if isinstance(font, Type1Font) or (
        isinstance(font, TrueTypeFont) and font.encoding != get_encoding(implicit or None)
    ):
        return _figures((code, _NAMES.get(str(name))) for code, name in font.encoding.items())
    program = resolve1(font.descriptor.get("FontFile2"))
    if isinstance(font, CIDFont) and isinstance(program, ContentStream):
        # through another map its codes are no numbers of glyphs, by which the program is asked
        if getattr(resolve1(font.spec.get("CIDToGIDMap")), "name", "Identity") != "Identity":
            return {}
        found = TrueTypeFontProgram(font.basefont, BytesIO(program.buffer)).create_tounicode()
        codes = found.bytes2unicode.items() if found else ()
        return _figures((int.from_bytes(code, "big"), text) for code, text in codes)
    return {}


def _figures(decoded: Iterable[tuple[int, str | None]]) -> dict[int, str]:
    return {code: text for code, text in decoded if text and text in _FIGURES}
