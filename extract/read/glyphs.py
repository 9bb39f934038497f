"""Whether fonts draw the digits that they say.

Both engines believe a font's ToUnicode map. What it says of digits and `*` is compared with the
other things that a font says of itself: the name of a glyph, the character map of an embedded
TrueType program, and that one digit is drawn by one glyph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any

from playa.font import CIDFont, Font, TrueTypeFont, Type1Font
from playa.fontprogram import TrueTypeFontProgram
from playa.pdftypes import ContentStream, resolve1

from ..report.model import Refusal

FIGURES = "0123456789*"
_NAMES = {
    **{"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5"},
    **{"six": "6", "seven": "7", "eight": "8", "nine": "9", "asterisk": "*"},
}


class WatchedFonts:
    """The fonts of a document, and which figure they say that each code is."""

    def __init__(self, document: Any) -> None:
        self._get = document.get_font
        self._used: dict[int, tuple[Font, dict[int, str], Mapping[int, str]]] = {}
        document.get_font = self.get_font

    def get_font(self, objid: int = 0, spec: Mapping[str, Any] | None = None) -> Font:
        """Replaces the document's own method, to keep what the font decodes."""
        font = self._get(objid, spec)
        if id(font) not in self._used:
            used: dict[int, str] = {}
            self._used[id(font)] = font, used, _drawn(font, spec or {})
            decode = font.decode

            def kept(data: bytes) -> Iterator[tuple[int, str]]:
                for code, text in decode(data):
                    if text and text in FIGURES:
                        used[code] = text
                    yield code, text

            font.decode = kept
        return font

    def check(self) -> None:
        """Refuse a font that says other figures than it draws, or one figure of two glyphs."""
        for font, used, drawn in self._used.values():
            for code, said in used.items():
                if drawn.get(code, said) != said:
                    raise _refusal(font, f'draws "{drawn[code]}" and says "{said}"')
            for said, times in Counter(used.values()).items():
                if times > 1:
                    raise _refusal(font, f'has {times} glyphs that it says are "{said}"')


def _refusal(font: Font, what: str) -> Refusal:
    return Refusal(f"the font {font.fontname} {what}", todo="fetch the report again")


def _drawn(font: Font, spec: Mapping[str, Any]) -> dict[int, str]:
    """The figures that codes draw, where a font tells it in another way than by ToUnicode."""
    if isinstance(font, Type1Font) or (isinstance(font, TrueTypeFont) and "Encoding" in spec):
        named = ((code, _NAMES.get(str(name))) for code, name in font.encoding.items())
        return _figures(named)
    program = resolve1(font.descriptor.get("FontFile2"))
    if isinstance(font, CIDFont) and isinstance(program, ContentStream):
        if getattr(resolve1(font.spec.get("CIDToGIDMap")), "name", "Identity") != "Identity":
            return {}
        found = TrueTypeFontProgram(font.basefont, BytesIO(program.buffer)).create_tounicode()
        codes = found.bytes2unicode.items() if found else ()
        return _figures((int.from_bytes(code, "big"), text) for code, text in codes)
    return {}


def _figures(said: Iterable[tuple[int, str | None]]) -> dict[int, str]:
    return {code: text for code, text in said if text and text in FIGURES}
