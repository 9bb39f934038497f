"""Printed lines to rows: which of a wrapped label's lines belong to which numbers.

Decided row by row, the last line of a label went to the row below it. So one alignment of
labels and values has to explain every page of a report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .checks import check_row
from .model import Line, Page, RawRow, Refusal, Row

RowLines = tuple[Sequence[Line], Line]
"""The lines of a row's label, and the one with its values."""
Gap = tuple[float, str]
"""The distance of a line of a label below the one before it, and its text."""
Way = tuple[str, float]
"""The line of a label that its values align with, and their distance below it."""

_CLOSER = 0.95  # in a PDF lines are placed to the hundredth of a point
_MOST_LINES = 4  # of the first label, a total's: one more than a clipped one has
_OFTEN = 3  # labels that end alike, each the last of a page
_CONTINUES = re.compile(r"[a-zß-öø-ÿ(]|\d\b")  # no label starts so: `år`, `(VVA)`, `4 år`


def join(pages: Sequence[tuple[Page, str]]) -> list[RawRow]:
    """The rows of pages, each given with its section.

    Values align with the first, middle or last line of a wrapped label, the same way throughout
    a report: each alignment is tried. Of several that fit every page with different rows, the
    one with clearly the smallest distance between lines of a label counts; if there is none,
    the report is refused.
    """
    tried: list[list[list[Line]]] = []
    fits: list[tuple[float, list[RawRow]]] = []
    failures: list[Refusal] = []
    for way in _ways(pages):
        try:
            read = [_joined(page, way) for page, _ in pages]
            joined = [lines for lines, _ in read]
            if joined in tried:
                continue
            tried.append(joined)
            _check_feet(joined)
            rows = [
                raw
                for (page, section), lines in zip(pages, joined, strict=True)
                for raw in _rows(page, section, lines)
            ]
        except Refusal as failure:
            failures.append(failure)
        else:
            if rows not in (earlier for _, earlier in fits):
                most = max((gap for _, gaps in read for gap, _ in gaps), default=0)
                fits.append((most, rows))
    fits.sort(key=lambda fit: fit[0])
    if len(fits) > 1 and fits[0][0] > _CLOSER * fits[1][0]:
        raise Refusal(
            "its wrapped labels can be read in more than one way", todo="land the PDF"
        )
    if not fits:
        raise max(failures, key=lambda failure: failure.page or 0)
    return fits[0][1]


def _ways(pages: Sequence[tuple[Page, str]]) -> Iterator[Way]:
    """Alignments of values and labels that the first table with wrapped labels allows."""
    tables = (table for page, _ in pages for table in page.tables if not _is_joined(table))
    table = next(tables, ())
    labels = [line.y for line in table if line.label]
    values = [line.y for line in table if line.values]
    if not labels or not values:
        yield "last", 0
        return
    yield "last", values[-1] - labels[-1]
    yield "first", values[0] - labels[0]
    for last in labels[:_MOST_LINES]:
        yield "middle", values[0] - (labels[0] + last) / 2


def _is_joined(table: Sequence[Line]) -> bool:
    """Whether each line is a row."""
    return all(line.label and line.values for line in table)


def _joined(page: Page, way: Way) -> tuple[list[Line], list[Gap]]:
    """A line for each row of a page, and the distances between the lines of its labels."""
    rows: list[Line] = []
    gaps: list[Gap] = []
    try:
        for table in page.tables:
            if _is_joined(table):
                rows += table
                continue
            for lines, values in _parted(table, way, page.slack):
                label = "|".join(line.label for line in lines)
                rows.append(Line(values.y, label, values.values))
                gaps += [(b.y - a.y, b.label) for a, b in pairwise(lines)]
        _check_starts(rows)
        _check_close(gaps, page.slack)
    except Refusal as failure:
        failure.page = page.number
        raise
    return rows, gaps


def _parted(table: Sequence[Line], way: Way, slack: float) -> list[RowLines]:
    """Groups of lines, each with the values aligned with its last, first or middle line."""
    place, below = way
    labels = [line for line in table if line.label]
    values = [line for line in table if line.values]
    if place == "first":  # is the last one, seen from below
        labels, values = labels[::-1], values[::-1]
    near = slack / 2 if place == "middle" else slack  # a line more moves it by half a line
    if abs(below) > slack:
        _check_even([line.y for line in values], 4 * slack or 1)
    groups: list[RowLines] = []
    start = 0
    for line in values:
        for end in range(start, len(labels)):
            first = labels[start if place == "middle" else end]
            if abs((first.y + labels[end].y) / 2 + below - line.y) <= near:
                break
        else:
            rule = "no label is aligned with the numbers as in other rows"
            raise Refusal(rule, row=" ".join(line.values))
        groups.append((labels[start : end + 1], line))
        start = end + 1
    if start < len(labels):
        raise Refusal(f'no numbers belong to "{labels[start].label}"')
    if place == "first":
        groups = [(group[::-1], line) for group, line in groups[::-1]]
    for (upper, line), (lower, other) in pairwise(groups):
        if line.y >= lower[0].y or other.y <= upper[-1].y:
            raise Refusal("numbers of one row are aligned with the label of another")
    return groups


def _check_starts(rows: Sequence[Line]) -> None:
    """Refuse a label that can only be the rest of one, on a page where labels are wrapped."""
    if any("|" in row.label for row in rows):
        for row in rows:
            if _CONTINUES.match(row.label):
                rule = "the label starts like the rest of another"
                raise Refusal(rule, row=row.label.replace("|", " "))


def _check_close(gaps: Sequence[Gap], slack: float) -> None:
    """Refuse a line far below a label, or not as far as lines of labels are: a footnote."""
    least = min(gaps, default=(0, ""))[0]
    for gap, label in gaps:
        if gap > (6 * slack or 2) or gap - least > (slack or 1):
            raise Refusal("the line is neither header, footer nor row", row=label)


def _check_feet(pages: Sequence[Sequence[Line]]) -> None:
    """Refuse a line that ends the last label of page after page, and no other: a footnote."""
    ends = {rows[-1].label.rpartition("|") for rows in pages if rows}
    times = Counter(last for first, _, last in ends if first)
    within = {row.label.rpartition("|")[2] for rows in pages for row in rows[:-1]}
    for line in times.keys() - within:
        if times[line] >= _OFTEN:
            raise Refusal("the line is neither header, footer nor row", row=line)


def _check_even(places: Sequence[float], a_line: float) -> None:
    """Refuse rows of different heights: values are equally far from labels only in equal rows.

    A row that would burst is a little higher than the others.
    """
    heights = [abs(b - a) for a, b in pairwise(places)]
    if heights and max(heights) - min(heights) > a_line:
        raise Refusal("rows differ in height, and numbers are not aligned with labels")


def _rows(page: Page, section: str, lines: Sequence[Line]) -> Iterator[RawRow]:
    for row_no, line in enumerate(lines, 1):
        row = Row(line.label, line.values)
        try:
            check_row(row, section)
        except Refusal as failure:
            failure.page, failure.row = page.number, row.words
            raise
        yield RawRow(page.number, row_no, section, row)
