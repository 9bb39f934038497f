"""What a page of a PDF shows: lines of text, each letter of them seen in the page's picture.

A PDF holds more than it prints: white, covered, clipped and hidden text was read as printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float, c_int
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import and_, or_
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from ..report.model import Refusal
from .words import TURNS, Box, TextLine, is_mark, lines_of, quarters_of, text_of

_LARGEST = 5_000  # points, 1.8 m: a page beyond it is no paper
_MOST = 30_000  # of characters, or of drawn things; a full page has 4,000 and 500
_SCALE = 2  # pixels per point; with fewer, small marks are not drawn
_SMALL = 7  # points: where bounding boxes are lower, there are twice as many pixels
_LINE = 3  # points: what is filled and thinner is a line
_THIN = 4  # pixels: pdfium draws at integer ones, so that an `i` may be beside its box
_FIGURES = frozenset("0123456789*")
_HIDDEN = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)


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
    _check_no_notes(page)
    over: list[Box] = []
    covered = list(_images(page, page.raw, over))
    quarters = quarters_of(text)
    turn = TURNS[quarters]
    lines = lines_of(text, quarters)
    heights = (word.height for line in lines for word in line.words)
    is_small = min(heights, default=_SMALL) < _SMALL
    scale = 2 * _SCALE if is_small else _SCALE
    picture = page.render(scale=scale, rotation=-quarters % 4 * 90, grayscale=True)
    left, _, _, top = turn(*page.get_bbox())
    sheet = Sheet(
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
    _shade(sheet)
    return sheet


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


def _shade(sheet: Sheet) -> None:
    """Look up the greys of each line.

    Every other row of pixels will do, from one below the baseline: an `l` has the same grey all
    the way up.
    """
    pixels, stride = memoryview(sheet.picture.buffer), sheet.picture.stride
    for line in sheet.lines:
        boxes = {(word.y, word.height, word.rise) for word in line.words}
        top = sheet.row(max(y + 0.9 * rise for y, _, rise in boxes))
        bottom = sheet.row(
            min(y - max(0.1 * height, 1 / sheet.scale) for y, height, _ in boxes)
        )
        starts = range(bottom * stride, (top - 1) * stride, -2 * stride)
        rows = [int.from_bytes(pixels[start : start + stride]) for start in starts]
        line.lightest, line.darkest = reduce(or_, rows), reduce(and_, rows)


def check_seen(sheet: Sheet) -> None:
    """Refuse a letter, digit or `*` without ink in its place: white, cut off, covered.

    Where there is ink, the pixels of a column are not of one grey.
    """
    stride = sheet.picture.stride
    mask = int.from_bytes(b"\xf0" * stride)
    marks = {char for char in set("".join(sheet.texts)) if is_mark(char)}
    for line in sheet.lines:
        ink = ((line.lightest ^ line.darkest) & mask).to_bytes(stride)
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
