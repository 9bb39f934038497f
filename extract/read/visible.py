"""What a page of a PDF shows: lines of characters, each of them seen in the page's picture.

pdfium reads the characters and draws the page. In whatever order they were written, characters
are known by their place, turned so that their text runs from left to right.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from ctypes import c_double, c_float, c_int
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise, repeat
from operator import and_, or_
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium_c

from ..report.model import Refusal
from .agree import AGAIN

SPACE = 0.65
"""How wide a space is at most, in heights of a character."""

_LARGEST = 5_000  # points, 1.8 m: a page beyond it is no paper
_MOST = 30_000  # of characters, or of drawn things; a full page has 4,000 and 500
_JOIN = 0.02  # points between characters of which one runs on from the other
_SCALE = 2  # pixels per point; with fewer, small marks are not drawn
_SMALL = 7  # points: where bounding boxes are lower, there are twice as many pixels
_LINE = 3  # points: what is filled and thinner is a line
_THIN = 4  # pixels: pdfium draws at integer ones, so that an `i` may be beside its box
_TIGHT = 0.9  # of the type size: a lower box is the glyph's own, of a font with Descent 0
_BELOW = 0.2  # of the type size: how far letters reach below the baseline
_HYPHEN = "\2"  # pdfium's sign for one at a line's end
_FIGURES = frozenset("0123456789*")
_HIDDEN = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points; more is up or to the right."""

_TURNS: tuple[Callable[..., Box], ...] = (
    lambda left, bottom, right, top: (left, bottom, right, top),
    lambda left, bottom, right, top: (-top, left, -bottom, right),
    lambda left, bottom, right, top: (-right, -top, -left, -bottom),
    lambda left, bottom, right, top: (bottom, -right, top, -left),
)
"""Where boxes are after so many quarters of a turn to the left."""


class Word(NamedTuple):
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

    `shades` has a byte for each column of pixels: its lightest grey within the line.
    """

    words: list[Word]
    shades: int = 0

    @property
    def y(self) -> float:
        """Their baseline."""
        return self.words[0].y


@dataclass(frozen=True)
class Sheet:
    """A page: its lines from the top and their texts, what images cover, and whether something
    is drawn over a text.

    `picture` has the grey levels of what is seen, white is 255, `scale` pixels per point; its
    corner is at `left`, `top`. `origin` is the lower left corner of the medium,
    after `quarters` of a turn to the left.
    """

    lines: list[TextLine]
    texts: list[str]
    covered: list[Box]
    is_drawn_over: bool
    picture: pypdfium2.PdfBitmap
    scale: int
    left: float
    top: float
    origin: tuple[float, float]
    quarters: int

    @property
    def places(self) -> list[tuple[float, str]]:
        """The y and the text of each line."""
        return [(line.y, text) for line, text in zip(self.lines, self.texts, strict=True)]

    def column(self, x: float) -> int:
        """The column of pixels at x points."""
        return int((x - self.left) * self.scale)

    def row(self, y: float) -> int:
        """The row of pixels at y points, counted from the top."""
        last: int = self.picture.height - 1
        return min(max(0, int((self.top - y) * self.scale)), last)

    def down(self, column: int, top: float, bottom: float) -> bytes:
        """The pixels of a column between two heights in points."""
        stride = self.picture.stride
        start, end = self.row(top) * stride, self.row(bottom) * stride
        return bytes(memoryview(self.picture.buffer)[start + column : end : stride])

    def figures(self) -> Iterator[tuple[str, tuple[int, bytes], TextLine]]:
        """Each digit and `*` with its width and pixels, and its line.

        PDFium draws a glyph at integer pixels, so that it has the same ones in every place;
        there are two or three pictures of each digit, as neighbours reach into its box.
        """
        pixels, stride = memoryview(self.picture.buffer), self.picture.stride
        for line in self.lines:
            for word in line.words:
                if _FIGURES.isdisjoint(word.chars):
                    continue
                top, bottom = self.row(word.y + 0.8 * word.height), self.row(word.y) + 1
                starts = range(top * stride, bottom * stride, stride)
                for char, (left, right) in zip(word.chars, pairwise(word.edges), strict=True):
                    if char in _FIGURES:
                        a, b = self.column(left), self.column(right)
                        if b - a > _THIN:
                            rows = [pixels[start + a : start + b] for start in starts]
                            yield char, (b - a, b"".join(rows).strip(b"\xff")), line


def _text(page: pypdfium2.PdfPage) -> pypdfium2.PdfTextPage:
    page.set_rotation(0)
    if max(page.get_size()) > _LARGEST:
        raise Refusal("the page is larger than paper")
    text = page.get_textpage()
    if max(text.count_chars(), pdfium_c.FPDFPage_CountObjects(page)) > _MOST:
        raise Refusal("the page has more on it than a report's page")
    return text


def seen(page: pypdfium2.PdfPage) -> Sheet:
    """The sheet that a page is; raises Refusal where not all of its text is printed."""
    sheet = sheet_of(page)
    check_seen(sheet)
    return sheet


def sheet_of(page: pypdfium2.PdfPage) -> Sheet:
    """The sheet that a page is; raises Refusal where a part of it is hidden or laid over it."""
    text = _text(page)
    codes = map(pdfium_c.FPDFText_GetUnicode, repeat(text.raw), range(text.count_chars()))
    chars = "".join(map(chr, codes))
    _check_no_notes(page)
    over: list[Box] = []
    covered = list(_images(page, page.raw, over))
    quarters = _quarters(text)
    turn = _TURNS[quarters]
    words = _words(text, chars, quarters)
    is_small = min((word.height for word in words), default=_SMALL) < _SMALL
    scale = 2 * _SCALE if is_small else _SCALE
    picture = page.render(scale=scale, rotation=-quarters % 4 * 90, grayscale=True)
    left, _, _, top = turn(*page.get_bbox())
    lines = _lines(words)
    return Sheet(
        lines,
        [text_of(line.words) for line in lines],
        [turn(*box) for box in covered],
        bool(over),
        picture,
        scale,
        left,
        top,
        turn(*page.get_mediabox())[:2],
        quarters,
    )


def _check_no_notes(page: pypdfium2.PdfPage) -> None:
    """Refuse what was laid over a page later: a field, a note, a line through a number."""
    for n in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        note = pdfium_c.FPDFPage_GetAnnot(page, n)
        kind = pdfium_c.FPDFAnnot_GetSubtype(note)
        pdfium_c.FPDFPage_CloseAnnot(note)
        if kind not in (pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP):
            raise Refusal("a note or a field lies on the page", todo="fetch it again")


def _images(
    page: pypdfium2.PdfPage, holder: Any, over: list[Box], is_form: bool = False
) -> Iterator[Box]:
    """Where the images of a page or form are; raises Refusal where a text is hidden.

    Adds to `over` what is filled later than a text, over its middle.
    """
    get = pdfium_c.FPDFFormObj_GetObject if is_form else pdfium_c.FPDFPage_GetObject
    count = pdfium_c.FPDFFormObj_CountObjects if is_form else pdfium_c.FPDFPage_CountObjects
    texts: list[tuple[float, float]] = []
    for n in range(count(holder)):
        item = get(holder, n)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            if pdfium_c.FPDFTextObj_GetTextRenderMode(item) in _HIDDEN:
                raise Refusal("text is hidden")
            left, bottom, right, top = _bounds(item)
            texts.append(((left + right) / 2, (bottom + top) / 2))
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH and _is_filled(item):
            left, bottom, right, top = box = _bounds(item)
            is_area = min(right - left, top - bottom) > _LINE
            if is_area and any(left < x < right and bottom < y < top for x, y in texts):
                over.append(box)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            # Where a form puts what is in it is not looked up.
            yield page.get_bbox() if is_form else _bounds(item)
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            yield from _images(page, item, over, is_form=True)


def _bounds(item: Any) -> Box:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    pdfium_c.FPDFPageObj_GetBounds(item, left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _is_filled(path: Any) -> bool:
    fill, stroke = c_int(), c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(fill.value)


def _quarters(text: Any) -> int:
    """How many quarters of a turn to the right the first character is turned."""
    for n in range(text.count_chars()):
        if not chr(pdfium_c.FPDFText_GetUnicode(text, n)).isspace():
            angle: float = pdfium_c.FPDFText_GetCharAngle(text, n)
            return round(angle / (math.pi / 2)) % 4
    return 0


def _words(text: pypdfium2.PdfTextPage, chars: str, quarters: int) -> list[Word]:
    """The words; white space is known by its width."""
    raw, turn, angle = text.raw, _TURNS[quarters], quarters * math.pi / 2
    box, x, y, spaces = pdfium_c.FS_RECTF(), c_double(), c_double(), 0
    words: list[Word] = []
    end = floor = ceiling = math.nan
    printed = [n for n, char in enumerate(chars) if not (char.isspace() or char == _HYPHEN)]
    lost = map(pdfium_c.FPDFText_HasUnicodeMapError, repeat(raw), printed)
    if "\0" in chars or any(lost):
        raise Refusal("a font does not say which letters it draws")
    for n, char in enumerate(chars):
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


def _lines(words: list[Word]) -> list[TextLine]:
    """The words line by line."""
    lines: list[TextLine] = []
    for word in sorted(words, key=lambda word: -word.y):
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


def _printed_once(letters: Sequence[Word]) -> list[Word]:
    """Characters from the left, without those drawn again a hair beside the first.

    PDFium itself leaves them out where they follow at once.
    """
    kept: list[Word] = []
    for letter in letters:
        places = [(one.y, one.left) for one in kept[-2:] if one.chars == letter.chars]
        if not any(math.dist(place, (letter.y, letter.left)) < AGAIN for place in places):
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
    for chars, edges, _, height, *_ in words:
        if edges[0] - right > 0.13 * height:
            parts.append(" ")
        parts += chars
        right = edges[-1]
    return "".join(parts)


def check_seen(sheet: Sheet) -> None:
    """Refuse a letter, digit or `*` without ink in its place: white, cut off, covered.

    Where there is ink, the pixels of a column are not of one grey. Every other row of them will
    do, from one below the baseline: an `l` has the same grey all the way up.
    """
    pixels, stride = memoryview(sheet.picture.buffer), sheet.picture.stride
    mask = int.from_bytes(b"\xf0" * stride)
    marks = {char for char in set("".join(sheet.texts)) if is_mark(char)}
    for line in sheet.lines:
        boxes = {(word.y, word.height, word.rise) for word in line.words}
        top = sheet.row(max(y + 0.9 * rise for y, _, rise in boxes))
        bottom = sheet.row(
            min(y - max(0.1 * height, 1 / sheet.scale) for y, height, _ in boxes)
        )
        starts = range(bottom * stride, (top - 1) * stride, -2 * stride)
        rows = [int.from_bytes(pixels[start : start + stride]) for start in starts]
        line.shades = reduce(or_, rows)
        ink = ((line.shades ^ reduce(and_, rows)) & mask).to_bytes(stride)
        for word in line.words:
            for char, (left, right) in zip(word.chars, pairwise(word.edges), strict=True):
                if char in marks:
                    width = right - left
                    inner = 0.2 * width if width * sheet.scale > _THIN else 0
                    start = int((left + inner - sheet.left) * sheet.scale)
                    end = int((right - inner - sheet.left) * sheet.scale) + 1
                    if start < 0 or not any(ink[start:end]):
                        raise Refusal(
                            "text cannot be seen on the page", row=text_of(line.words)
                        )
    if sheet.is_drawn_over:  # and digits, perhaps, on top of it
        raise Refusal("something is drawn over text", todo="fetch it again")
