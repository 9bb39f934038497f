"""A sheet to a printed page: its header and footer, its columns, and the lines of its tables.

Columns stand apart by strips in which nothing is printed, rows by what is drawn between them.
Where nothing is drawn, `rows.join` finds out which lines of a label belong together.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections import Counter
from collections.abc import Iterable
from functools import reduce
from itertools import groupby, pairwise, takewhile
from math import inf
from operator import or_
from statistics import median

from .head import PROSE, label_of, merge, named_months, read_head
from .model import Line, Page, Refusal
from .numbers import value
from .sheet import SPACE, Sheet, TextLine, Word, text_of

_TOUCH = 0.05  # of a character's height: how far it may overlap a line
_STRIP = 0.4  # how wide a strip is that parts columns
_UNEVEN = 0.02  # by how much the digits of a number may differ in size or place
_SHADE = 8  # by how much two grey levels differ at least

_RUN = re.compile(rb"(.)\1*", re.DOTALL)

Table = tuple[list[str], list[Line]]
"""The columns' headings, and the lines below them."""


def to_page(number: int, seen: Sheet) -> Page:
    """The printed page; raises Refusal where not every letter and digit has its place in it."""
    texts = [text_of(line.words) for line in seen.lines]
    first, last = 0, len(texts)
    while first < last and read_head(texts[first]):
        first += 1
    while first < last and (head := read_head(texts[last - 1])) and not head.section:
        last -= 1
    around = texts[:first] + texts[last:]
    head = merge([head for text in around if (head := read_head(text))])
    if first == last or head.section == PROSE:
        return Page(number, head)
    body = seen.lines[first:last]
    height = median(word.height for line in body for word in line.words for _ in word.chars)
    tables = _tables(body, seen, height)
    cells = (text for headings, lines in tables for text in (*headings, *_texts(lines)))
    if _marks([*around, *cells]) != _marks([seen.text]):
        raise Refusal("text on the page is neither header, footer nor cell")
    months = {named_months(headings) for headings, _ in tables}
    if len(months) != 1 or None in months:
        raise Refusal("the columns are headed " + ", ".join(" / ".join(h) for h, _ in tables))
    return Page(
        number, head, months.pop() or 0, tuple(tuple(t) for _, t in tables), 0.25 * height
    )


def _texts(lines: Iterable[Line]) -> Iterable[str]:
    return (text for line in lines for text in (line.label, *line.values))


def _marks(texts: Iterable[str]) -> Counter[str]:
    """How often each letter, digit and `*` occurs."""
    text = unicodedata.normalize("NFD", "".join(texts)).lower()
    return Counter(re.sub(r"[^0-9a-z*]", "", text))


def _tables(body: list[TextLine], seen: Sheet, height: float) -> list[Table]:
    """The page's tables from the top."""
    if any(box[1] < body[0].y and box[3] > body[-1].y for box in seen.covered):
        raise Refusal("a picture covers the table", todo="is it a scan?")
    bounds = _bounds(body, seen, height)
    tables: list[Table] = []
    under_headings = False
    for line in body:
        cells = _cells(line, bounds)
        is_heading = not cells[0] and any(c.isalpha() for c in text_of(line.words))
        if is_heading and not under_headings:
            tables.append(([""] * len(bounds), []))
        under_headings = is_heading
        if not tables:
            raise Refusal("the table has no headings", row=text_of(line.words))
        headings, lines = tables[-1]
        if is_heading:
            headings[:] = [a + text_of(b) for a, b in zip(headings, cells[1:], strict=True)]
        else:
            lines.append(_line(-line.y, cells))
    edges = _edges(body, seen, bounds)
    return [(headings, _joined(lines, edges, height) or lines) for headings, lines in tables]


def _bounds(body: list[TextLine], seen: Sheet, height: float) -> list[float]:
    """The x between columns: in strips without text that are wide, or have a line in them.

    Of the strips left of all headings only the last is one: the others part words.
    """
    headings = takewhile(
        lambda line: not text_of(line.words).casefold().startswith("i alt"), body
    )
    leftmost = min((word.left for line in headings for word in line.words), default=-inf)
    words = sorted((word for line in body for word in line.words), key=lambda word: word.start)
    lightest = reduce(or_, (line.shades for line in body)).to_bytes(seen.picture.stride)
    bounds: list[float] = []
    right = words[0].right
    for word in words:
        start, end = right - _TOUCH * height, word.start + _TOUCH * height
        dots = lightest[seen.column(start) - 1 : seen.column(end) + 2] if end > start else b""
        if dots and (end - start > _STRIP * height or min(dots) < max(dots) - _SHADE):
            if word.start <= leftmost:
                bounds.clear()
            bounds.append((start + end) / 2)
        right = max(right, word.right)
    return bounds


def _cells(line: TextLine, bounds: list[float]) -> list[list[Word]]:
    cells: list[list[Word]] = [[] for _ in range(len(bounds) + 1)]
    for word in line.words:
        cells[bisect(bounds, word.left)].append(word)
    return cells


def _line(y: float, cells: list[list[Word]]) -> Line:
    label = label_of(text_of(cells[0]))
    values = tuple(_value(cell) or "" for cell in cells[1:])
    if any(cells[1:]) and not all(values):
        raise Refusal("not one number or * in every column", row=label)
    return Line(y, label, values if all(values) else ())


def _value(cell: list[Word]) -> str | None:
    """The number or `*` of a cell, in digits of one size on one line, close together.

    A digit that is a little smaller or higher may be the mark of a footnote.
    """
    for one, other in pairwise(cell):
        far = other.left - one.right > SPACE * one.height
        uneven = max(abs(one.height - other.height), abs(one.y - other.y))
        if far or uneven > _UNEVEN * one.height:
            return None
    return value(text_of(cell))


def _edges(body: list[TextLine], seen: Sheet, bounds: list[float]) -> list[float]:
    """How far down lines or stripes begin or end, where they run out of the longest label.

    Of the columns of dots there the one with the most counts: a line between two columns of the
    table is of one shade all the way down.
    """
    labels = [word.right for line in body for word in line.words if word.left < bounds[0]]
    values = [word.left for line in body for word in line.words if word.left > bounds[0]]
    top, bottom = body[0].y, body[-1].y
    edges: list[float] = []
    known: set[bytes] = set()
    for column in range(seen.column(max(labels) + 1), seen.column(min(values, default=0))):
        dots = seen.down(column, top, bottom)
        if dots in known:
            continue
        known.add(dots)
        runs = [found.start() for found in _RUN.finditer(dots)]
        changes = [n for n in runs[1:] if abs(dots[n - 1] - dots[n]) > _SHADE]
        if len(changes) > len(edges):
            edges = [n / len(dots) * (top - bottom) - top for n in changes]
    return edges


def _joined(lines: list[Line], edges: list[float], height: float) -> list[Line]:
    """A line per row, of all that stands between two edges; [] where edges do not part rows."""
    rows: list[Line] = []
    half = 0.3 * height
    edges = [e for e in edges if all(abs(e + half - line.y) > half for line in lines)]
    places = [(bisect(edges, line.y - half), line.y) for line in lines if line.label]
    within = [b[1] - a[1] for a, b in pairwise(places) if a[0] == b[0]]
    across = [b[1] - a[1] for a, b in pairwise(places) if a[0] != b[0]]
    if max(within, default=0) > min(across, default=inf) + 0.1 * height:
        return []  # an underline, perhaps
    for _, group in groupby(lines, lambda line: bisect(edges, line.y - half)):
        members = list(group)
        labels = [line.label for line in members if line.label]
        values = [line for line in members if line.values]
        if not labels or len(values) != 1:
            return []
        rows.append(Line(values[0].y, "|".join(labels), values[0].values))
    return rows
