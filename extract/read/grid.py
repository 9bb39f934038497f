"""A sheet to a printed page: its header and footer, its columns, and the lines of its tables.

Columns are found by the gaps between them, rows by what is drawn between them.
Where nothing is drawn, `rows.join` finds out which lines of a label belong together.
"""

from __future__ import annotations

import re
from bisect import bisect
from functools import reduce
from itertools import accumulate, groupby, pairwise
from math import inf
from operator import or_
from statistics import median
from sys import intern

from ..report.head import AVERAGE, MONTHS, PROSE, label_of, letters, merge, read_head
from ..report.model import Line, Page, Refusal
from ..report.numbers import value
from .agree import Anchors
from .frame import Frame
from .visible import Sheet
from .words import SPACE, TextLine, Word, check_overlap, text_of

_TOUCH = 0.05  # of a character's height: how far it may overlap a line
_GAP = 0.4  # how wide a gap between columns is
_UNEVEN = 0.05  # by how much the digits of a number may differ in size or place
_PICTURE = 5  # points: a picture of less may be a line, one of more may show a row
_ENOUGH = 20  # columns of pixels in which lines between rows are looked for
_CENTER = 0.3  # of a character's height: its middle, above the baseline
_SHADE = 8  # by how much two grey levels differ at least

_NAMES = [sorted(name) for name in (AVERAGE, *MONTHS)]
_LETTERS = [*accumulate(map(len, _NAMES))][1:]
"""How many letters an average and so many months have."""

_NO_NUMBER = re.compile(r"[^\d*]+")
_ROW = re.compile(r"((^|\s)(\d+|\*)){2}$")
_TABLE = re.compile(r"[\W\d_]*g", re.IGNORECASE)
_RUN = re.compile(rb"(.)\1*", re.DOTALL)

Span = tuple[float, float]
"""From the left to the right."""
PageTable = tuple[int, list[Line], Anchors | None]
"""How many months are headings, the lines below the headings, and the edges of these."""


def to_page(number: int, seen: Sheet, frame: Frame) -> tuple[Page, list[Anchors]]:
    """The printed page and its tables' edges; raises Refusal where not every letter and digit
    has its place in it. `frame` is what the document's pages have in common.
    """
    texts = seen.texts
    first, last = _between(number, seen, frame)
    around = texts[:first] + texts[last:]
    head = merge([head for text in around if (head := read_head(text))])
    if head.section == PROSE:
        return Page(number, head), []
    for line in seen.lines:
        check_overlap(line)
    _check_no_picture(seen, texts, first, last)
    if first == last:
        return Page(number, head), []
    body = seen.lines[first:last]
    height = median(word.height for line in body for word in line.words for _ in word.chars)
    tables = _tables(body, texts[first:last], seen, height)
    months = {n_months for n_months, *_ in tables}
    if len(months) != 1:
        raise Refusal("the tables of the page have different columns")
    lines_of = tuple(tuple(lines) for _, lines, _ in tables)
    page = Page(number, head, months.pop(), lines_of, 0.25 * height)
    return page, [edges for *_, edges in tables if edges]


def unknown_ends(seen: Sheet) -> list[tuple[float, str]]:
    """The first and the last line with their y, if they may belong to a frame."""
    return [
        end
        for end in (*seen.places[:1], *seen.places[-1:])
        if not (read_head(end[1]) or _ROW.search(end[1]) or _starts_table(end[1]))
    ]


def _starts_table(text: str) -> bool:
    return _TABLE.match(text) is not None and letters(text).startswith("gjen")


def _between(number: int, seen: Sheet, frame: Frame) -> tuple[int, int]:
    """The first line after the page's header, and that after the last line before its footer.

    Column headings and rows are no part of a frame, however alike they are on all pages.
    """
    texts = seen.texts
    rows = [n for n, text in enumerate(texts) if _ROW.search(text)]
    heads = [n for n, text in enumerate(texts) if _starts_table(text)]
    top = min([*heads, *rows], default=len(texts))
    bottom = max(rows, default=len(texts) if heads else -1)

    def is_frame(n: int) -> bool:
        is_outside = n < top or (n > bottom and not _is_foot(texts[n]))
        return is_outside and frame.has(number, seen.lines[n].y, texts[n])

    first, last = 0, len(texts)
    while first < last and (read_head(texts[first]) or is_frame(first)):
        first += 1
    while first < last and is_frame(last - 1):
        last -= 1
    while first < last and _is_foot(texts[last - 1]):
        last -= 1
    return first, last


def _is_foot(text: str) -> bool:
    head = read_head(text)
    return head is not None and not head.section


def _check_no_picture(seen: Sheet, texts: list[str], first: int, last: int) -> None:
    """Refuse a picture, higher than a line, between the header and the footer."""
    if first == last:  # no table parts them
        found = [read_head(text) for text in texts]
        headed = [n for n, head in enumerate(found) if head and (head.section or head.period)]
        first = last = max(headed, default=-1) + 1
    heads, feet = seen.lines[:first], seen.lines[last:]
    top = heads[-1].y if heads else inf
    bottom = feet[0].y if feet else -inf
    for _, low, _, high in seen.covered:
        if min(high, top) - max(low, bottom) > _PICTURE:
            raise Refusal("a picture lies where the table is", todo="is it a scan?")


def _tables(
    body: list[TextLine], texts: list[str], seen: Sheet, height: float
) -> list[PageTable]:
    """The page's tables from the top."""
    found = [(at, *_headed(body, texts, at, height)) for at in range(len(body))]
    found = [headed for headed in found if headed[2]]
    if not found or found[0][0] > 0:
        raise Refusal("the columns are not headed by an average and its months", row=texts[0])
    tables: list[PageTable] = []
    for (_, start, spans), (end, *_) in pairwise([*found, (len(body), 0, [])]):
        has_rows = end > start
        rows = _rows(body[start - 1 : end], spans, seen, height) if has_rows else ([], None)
        tables.append((len(spans) - 1, *rows))
    return tables


def _headed(
    body: list[TextLine], texts: list[str], at: int, height: float
) -> tuple[int, list[Span]]:
    """The line after the headings that start at a line, and their spans.

    Headings have as many letters as an average and some months, and nothing else.
    """
    count = 0
    for end in range(at, len(body)):
        if not _NO_NUMBER.fullmatch(texts[end]):
            break
        count += len(letters(texts[end]))
        if count in _LETTERS and (spans := _spans(body[at : end + 1], height)):
            return end + 1, spans
    return at, []


def _spans(heads: list[TextLine], height: float) -> list[Span]:
    """The spans of the headings of an average and its months, from the left; or [].

    A heading may be wrapped anywhere, so its letters count in any order.
    """
    pieces: list[tuple[float, float, str]] = []
    for word in sorted((w for line in heads for w in line.words), key=lambda w: w.start):
        left, right, piece = word.left, word.right, letters("".join(word.chars))
        if pieces and word.start - pieces[-1][1] <= _TOUCH * height:
            left, before, others = pieces.pop()
            right, piece = max(before, right), others + piece
        pieces.append((left, right, piece))
    spans: list[Span] = []
    heading, first = "", 0.0
    for left, right, piece in pieces:
        first = first if heading else left
        heading += piece
        if len(spans) < len(_NAMES) and sorted(heading) == _NAMES[len(spans)]:
            spans.append((first, right))
            heading = ""
    return spans if len(spans) > 1 and not heading else []


def _rows(
    lines: list[TextLine], spans: list[Span], seen: Sheet, height: float
) -> tuple[list[Line], Anchors]:
    """The lines of a table below its headings, or its rows if they are drawn; their edges.

    The first line is the last of the headings.
    """
    above, *lines = lines
    bounds = _bounds(lines, len(spans), seen, height)
    found = [(line.y, _cells(line, bounds)) for line in lines]
    read = [_line(-y, cells) for y, cells in found]
    columns = zip(*(cells[1:] for _, cells in found), strict=True)
    _check_below(spans, [[word for cell in column for word in cell] for column in columns])
    groups = _grouped(read, _edges(lines, seen, bounds), height) or [[line] for line in read]
    right = max(word.right for line in lines for word in line.words)
    left = min(word.left for line in lines for word in line.words)
    between = [(a[-1].y + b[0].y) / 2 - _CENTER * height for a, b in pairwise(groups)]
    top = -(above.y + lines[0].y) / 2 - _CENTER * height
    ys = [top, *between, groups[-1][-1].y + height]
    x, y = seen.origin
    edges = Anchors(
        tuple(edge - x for edge in (left - height, *bounds, right + height)),
        tuple(-edge - y for edge in ys),
    )
    return [_row(group) for group in groups], edges


def _check_below(spans: list[Span], columns: list[list[Word]]) -> None:
    """Refuse numbers that are not below their headings, or overlap the next column."""
    right = -inf
    for (first, last), words in zip(spans, columns, strict=True):
        left = min([first, *(word.left for word in words)])
        if left < right:
            raise Refusal("numbers are not below the headings of their columns")
        right = max([last, *(word.right for word in words)])


def _bounds(lines: list[TextLine], count: int, seen: Sheet, height: float) -> list[float]:
    """The x between a label and so many columns: in the widest column gaps.

    Gaps with a line in them come first, however narrow: a space in a number may be wide.
    """
    words = sorted((word for line in lines for word in line.words), key=lambda w: w.start)
    lightest = reduce(or_, (line.lightest for line in lines)).to_bytes(seen.picture.stride)
    gaps: list[tuple[bool, float, float]] = []
    right = words[0].right
    for word in words:
        start, end = right - _TOUCH * height, word.start + _TOUCH * height
        pixels = lightest[seen.column(start) - 1 : seen.column(end) + 2] if end > start else b""
        has_line = bool(pixels) and min(pixels) < max(pixels) - _SHADE
        if has_line or (pixels and end - start > _GAP * height):
            gaps.append((has_line, end - start, (start + end) / 2))
        right = max(right, word.right)
    if len(gaps) < count:
        raise Refusal(
            f"not one number or * in each of the {count} columns", row=text_of(lines[0].words)
        )
    return sorted(middle for *_, middle in sorted(gaps)[-count:])


def _cells(line: TextLine, bounds: list[float]) -> list[list[Word]]:
    cells: list[list[Word]] = [[] for _ in range(len(bounds) + 1)]
    for word in line.words:
        cells[bisect(bounds, word.left)].append(word)
    return cells


def _line(y: float, cells: list[list[Word]]) -> Line:
    label = intern(label_of(text_of(cells[0])))  # the same in many blocks
    values = tuple(intern(_value(cell) or "") for cell in cells[1:])
    if any(cells[1:]) and not all(values):
        at = values.index("")
        rule, column = "not one number or * in every column", ("gjennomsnitt", *MONTHS)[at]
        text = text_of(cells[at + 1])
        raise Refusal(rule, row=label, column=column.capitalize(), text=text)
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


def _edges(lines: list[TextLine], seen: Sheet, bounds: list[float]) -> list[float]:
    """How far down lines or stripes begin or end, where they run out of the longest label.

    Of the columns of pixels there the one with the most counts: a line between two columns of
    the table is of one grey all the way down.
    """
    labels = [word.right for line in lines for word in line.words if word.left < bounds[0]]
    values = [word.left for line in lines for word in line.words if word.left > bounds[0]]
    top, bottom = lines[0].y, lines[-1].y
    edges: list[float] = []
    known: set[bytes] = set()
    first, end = seen.column(max(labels) + 1), seen.column(min(values, default=0))
    for column in range(first, end, max(1, (end - first) // _ENOUGH)):
        pixels = seen.down(column, top, bottom)
        if pixels in known:
            continue
        known.add(pixels)
        runs = [found.start() for found in _RUN.finditer(pixels)]
        changes = [n for n in runs[1:] if abs(pixels[n - 1] - pixels[n]) > _SHADE]
        if len(changes) > len(edges):
            edges = [n / len(pixels) * (top - bottom) - top for n in changes]
    return edges


def _grouped(lines: list[Line], edges: list[float], height: float) -> list[list[Line]]:
    """The lines of each row, between two edges; [] where edges do not separate rows."""
    half = 0.3 * height
    # an edge through the text of a line is an underline, or strikes it out
    edges = [e for e in edges if all(abs(e + half - line.y) > half for line in lines)]
    places = [(bisect(edges, line.y - half), line.y) for line in lines if line.label]
    within = [b[1] - a[1] for a, b in pairwise(places) if a[0] == b[0]]
    across = [b[1] - a[1] for a, b in pairwise(places) if a[0] != b[0]]
    if max(within, default=0) > min(across, default=inf) + 0.1 * height:
        return []  # an underline, perhaps
    groups = [list(g) for _, g in groupby(lines, lambda line: bisect(edges, line.y - half))]
    for n, members in enumerate(groups, 1):
        labels = [line.label for line in members if line.label]
        values = [line for line in members if line.values]
        if n == len(groups) > 1 and not values:
            raise Refusal("the line is neither header, footer nor row", row=labels[0])
        if not labels or len(values) != 1:
            return []
    return groups


def _row(members: list[Line]) -> Line:
    """The lines of a row as one."""
    values = next((line for line in members if line.values), members[0])
    label = "|".join(line.label for line in members if line.label)
    return Line(values.y, label, values.values)
