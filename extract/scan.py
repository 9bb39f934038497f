"""A PDF page as pdfium sees it: its head, where its tables stand, and if they are ruled."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium_c

from .head import merge, read_head
from .model import Head, Refusal

_LARGEST = 5_000  # points, 1.8 m: a page beyond it is no paper
_MOST = 30_000  # characters on a page; a full one of thirteen columns has 4,000


@dataclass(frozen=True)
class Piece:
    """A run of text and the box that it fills, in points from the page's lower left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Scan:
    """What a page shows. `area` is of its tables (x1, top, x2, bottom), None if it has none."""

    head: Head
    area: tuple[float, float, float, float] | None
    columns: tuple[float, ...]  # x between two columns
    leading: float  # the height of a line of text
    ruled: bool
    marks: Counter[str]  # the letters and digits of the tables


def marks(text: str) -> Counter[str]:
    """How often each letter, digit and `*` occurs; only those that every font has."""
    return Counter(re.sub(r"[^0-9a-z*]", "", text.lower()))


def scan(page: pypdfium2.PdfPage) -> Scan:
    """Look at one page; raises Refusal where it cannot be a page of a report."""
    if max(page.get_size()) > _LARGEST:
        raise Refusal("the page is larger than paper")
    text = page.get_textpage()
    if text.count_chars() > _MOST:
        raise Refusal("the page has more text than a report's page")
    boxes = [text.get_rect(n) for n in range(text.count_rects())]
    lines = _lines([Piece(text.get_text_bounded(*box), *box) for box in boxes])
    heads, first = [], 0
    while first < len(lines) and (head := read_head(_text(lines[first]))):
        heads.append(head)
        first += 1
    last = len(lines)
    while last > first and (head := read_head(_text(lines[last - 1]))) and not head.section:
        heads.append(head)
        last -= 1
    pieces = [piece for line in lines[first:last] for piece in line]
    if not pieces:
        return Scan(merge(heads), None, (), 0, False, Counter())
    leading = median(p.top - p.bottom for p in pieces)
    area = _area(pieces, leading)
    around = "".join(_text(line) for line in (*lines[:first], *lines[last:]))
    inside = marks(text.get_text_range())
    inside.subtract(marks(around))
    columns = _columns(pieces, 0.4 * leading)
    return Scan(merge(heads), area, columns, leading, _is_ruled(page, area), inside)


def _lines(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces line by line, each from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: -(p.top + p.bottom)):
        if not piece.text.strip():
            continue
        middle = (piece.top + piece.bottom) / 2
        if lines and middle > lines[-1][0].bottom and piece.top > lines[-1][0].bottom + 1:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda p: p.left) for line in lines]


def _text(line: list[Piece]) -> str:
    return " ".join(piece.text for piece in line)


def _area(pieces: list[Piece], margin: float) -> tuple[float, float, float, float]:
    return (
        min(p.left for p in pieces) - margin,
        max(p.top for p in pieces) + margin / 2,
        max(p.right for p in pieces) + margin,
        min(p.bottom for p in pieces) - margin / 2,
    )


def _columns(pieces: list[Piece], gap: float) -> tuple[float, ...]:
    """The x in the middle of each strip, wider than `gap`, in which nothing is printed."""
    found: list[float] = []
    right = min(p.left for p in pieces)
    for piece in sorted(pieces, key=lambda p: p.left):
        if piece.left - right > gap:
            found.append((piece.left + right) / 2)
        right = max(right, piece.right)
    return tuple(found)


def _is_ruled(page: pypdfium2.PdfPage, area: tuple[float, float, float, float]) -> bool:
    """True if lines run down and across the tables: strokes, or filled boxes thin as a line."""
    down = across = False
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        fill, stroke = pdfium_c.c_int(), pdfium_c.FPDF_BOOL()
        pdfium_c.FPDFPath_GetDrawMode(item, fill, stroke)
        if bottom > area[1] or top < area[3]:
            continue
        thin = min(right - left, top - bottom) < 2
        down = down or (top - bottom > 5 and bool(stroke.value or thin))
        across = across or (right - left > 5 and bool(stroke.value or thin))
        if down and across:
            return True
    return False
