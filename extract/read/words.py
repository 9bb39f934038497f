"""A page's text layer as words and lines, in the places where PDFium finds them.

In whatever order they were written, characters are known by their place, turned so that their
text runs from left to right.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from ctypes import c_double
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from ..report.model import Refusal
from .agree import AGAIN

SPACE = 0.65
"""How wide a space is at most, in heights of a character."""

_JOIN = 0.02  # points between characters of which one runs on from the other
_TIGHT = 0.9  # of the type size: a lower box is the glyph's own, of a font with Descent 0
_BELOW = 0.2  # of the type size: how far letters reach below the baseline
_HYPHEN = "\2"  # pdfium's sign for one at a line's end

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points; more is up or to the right."""

TURNS: tuple[Callable[..., Box], ...] = (
    lambda left, bottom, right, top: (left, bottom, right, top),
    lambda left, bottom, right, top: (-top, left, -bottom, right),
    lambda left, bottom, right, top: (-right, -top, -left, -bottom),
    lambda left, bottom, right, top: (bottom, -right, top, -left),
)
"""Where boxes are after so many quarters of a turn to the left."""


@dataclass(slots=True)
class Word:
    """Characters that run on from one another, each in its bounding box.

    `edges` are the left edges of the boxes, and the right edge of the last one. `y` is the
    baseline, `rise` how far above it the boxes end. `start` is the left edge of the first box,
    or of the single space before it.
    """

    chars: list[str]
    edges: list[float]
    y: float
    height: float
    rise: float
    start: float

    @property
    def left(self) -> float:
        """Where the first character begins."""
        return self.edges[0]

    @property
    def right(self) -> float:
        """Where the last character ends."""
        return self.edges[-1]

    def letters(self) -> Iterator[Word]:
        """Each character as a word of its own."""
        start = self.start
        for char, (left, right) in zip(self.chars, pairwise(self.edges), strict=True):
            yield Word([char], [left, right], self.y, self.height, self.rise, start)
            start = right


@dataclass
class TextLine:
    """Words from left to right.

    `lightest` and `darkest` have a byte for each column of pixels: its greys within the line.
    """

    words: list[Word]
    lightest: int = 0
    darkest: int = 0

    @property
    def y(self) -> float:
        """Their baseline."""
        return self.words[0].y


def quarters_of(text: Any) -> int:
    """How many quarters of a turn to the right the first character is turned."""
    for n in range(text.count_chars()):
        if not chr(pdfium_c.FPDFText_GetUnicode(text, n)).isspace():
            angle: float = pdfium_c.FPDFText_GetCharAngle(text, n)
            return round(angle / (math.pi / 2)) % 4
    return 0


def lines_of(text: pypdfium2.PdfTextPage, quarters: int) -> list[TextLine]:
    """The lines from the top of a page that is turned so many quarters to the right.

    Raises Refusal where a font does not say which letters it draws, or text runs askew.
    """
    lines: list[TextLine] = []
    for word in sorted(_words(text, quarters), key=lambda word: -word.y):
        if not lines or lines[-1].y - word.y > 0.25 * min(
            word.height, lines[-1].words[0].height
        ):
            lines.append(TextLine([]))
        lines[-1].words.append(word)
    for line in lines:
        line.words.sort(key=lambda word: word.edges[0])
        if any(one.right > other.left for one, other in pairwise(line.words)):
            letters = (letter for word in line.words for letter in word.letters())
            line.words = _printed_once(sorted(letters, key=lambda word: word.edges[0]))
    return lines


def _chars(text: pypdfium2.PdfTextPage) -> str:
    codes = map(pdfium_c.FPDFText_GetUnicode, repeat(text.raw), range(text.count_chars()))
    chars = "".join(map(chr, codes))
    printed = [n for n, char in enumerate(chars) if not (char.isspace() or char == _HYPHEN)]
    lost = map(pdfium_c.FPDFText_HasUnicodeMapError, repeat(text.raw), printed)
    if "\0" in chars or any(lost):
        raise Refusal("a font does not say which letters it draws")
    return chars


def _words(text: pypdfium2.PdfTextPage, quarters: int) -> list[Word]:
    """The words; white space is known by its width."""
    raw, turn, angle = text.raw, TURNS[quarters], quarters * math.pi / 2
    box, x, y, spaces = pdfium_c.FS_RECTF(), c_double(), c_double(), 0
    words: list[Word] = []
    end = floor = ceiling = math.nan
    for n, char in enumerate(_chars(text)):
        if char.isspace():
            spaces += 2 if pdfium_c.FPDFText_IsGenerated(raw, n) else 1
            continue
        if char == _HYPHEN and pdfium_c.FPDFText_IsHyphen(raw, n):
            char = "-"
        pdfium_c.FPDFText_GetLooseCharBox(raw, n, box)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if quarters:
            left, bottom, right, top = turn(left, bottom, right, top)
        if (bottom, top) != (floor, ceiling):
            pdfium_c.FPDFText_GetCharOrigin(raw, n, x, y)
            base = turn(x.value, y.value, x.value, y.value)[1]
            size = _type_size(raw, n)
            if top - bottom < _TIGHT * size:
                bottom, top = base - _BELOW * size, base + (1 - _BELOW) * size
        if abs(left - end) < _JOIN and (bottom, top) == (floor, ceiling) and not spaces:
            words[-1].chars.append(char)
            words[-1].edges[-1:] = left, right
        else:
            pdfium_c.FPDFText_GetCharOrigin(raw, n, x, y)
            if math.cos(pdfium_c.FPDFText_GetCharAngle(raw, n) - angle) < 0.9999:
                raise Refusal("text runs in more than one direction, or askew")
            base, height = turn(x.value, y.value, x.value, y.value)[1], top - bottom
            is_space = spaces == 1 and 0 < left - end <= SPACE * height
            start = end if is_space else left
            words.append(Word([char], [left, right], base, height, top - base, start))
        end, floor, ceiling, spaces = right, bottom, top, 0
    return words


def _type_size(raw: Any, n: int) -> float:
    """The size in which a character is set, in points of the page."""
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(raw, n, matrix)
    scale = math.hypot(matrix.c, matrix.d)
    size: float = pdfium_c.FPDFText_GetFontSize(raw, n)
    return abs(size) * scale


def _printed_once(letters: Sequence[Word]) -> list[Word]:
    """Characters from the left, without those drawn again close beside the first.

    PDFium itself omits them where they follow directly, and only there.
    """
    kept: list[Word] = []
    for letter in letters:
        places = [(one.y, one.left) for one in kept[-2:] if one.chars == letter.chars]
        near = AGAIN * letter.height
        if not any(math.dist(place, (letter.y, letter.left)) < near for place in places):
            kept.append(letter)
    return kept


def check_overlap(line: TextLine) -> None:
    """Refuse a letter or digit half in the next one's place; punctuation is kerned as far."""
    for one, other in pairwise(line.words):
        if not (is_mark(one.chars[-1]) and is_mark(other.chars[0])):
            continue
        width = min(one.right - one.left, other.right - other.left)
        # the glyph of `ff` is two letters in one bounding box
        off = max(abs(one.left - other.left), abs(one.right - other.right))
        same = (one.y, one.height) == (other.y, other.height)
        is_glyph = same and off < _JOIN and (one.chars[0] + other.chars[0]).isalpha()
        if one.right - other.left > 0.5 * width > 0 and not is_glyph:
            raise Refusal("two characters overlap", row=text_of(line.words))


def is_mark(char: str) -> bool:
    """Whether it is a letter, digit or `*`, which a page must show."""
    return char.isalnum() or char == "*"


def text_of(words: Sequence[Word]) -> str:
    """The text of words; a space is where a gap is wide enough for one."""
    parts: list[str] = []
    right = math.inf
    for word in words:
        if word.edges[0] - right > 0.13 * word.height:
            parts.append(" ")
        parts += word.chars
        right = word.edges[-1]
    return "".join(parts)
