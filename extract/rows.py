"""Printed lines to rows: which of a wrapped label's lines belong to which numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from .checks import check_row
from .model import Line, Page, RawRow, Refusal, Row

Groups = list[Sequence[Line]]
_CLOSER = 0.95  # in a PDF lines are placed to the hundredth of a point


def join(pages: Sequence[tuple[Page, str]]) -> list[RawRow]:
    """The rows of pages, each given with its section.

    Numbers stand at the bottom, the top or the middle of a row, the same in a whole report:
    each is tried. Of several that fit every page with different rows, the one counts whose
    labels' lines stand clearly closer together; if none do, the report is refused.
    """
    tried: list[list[Groups]] = []
    fits: list[tuple[float, list[RawRow]]] = []
    failures: list[Refusal] = []
    for place in ("bottom", "top", "middle"):
        try:
            groups = [_groups(page, place) for page, _ in pages]
            if groups in tried:
                continue
            tried.append(groups)
            rows = [
                raw
                for (page, section), found in zip(pages, groups, strict=True)
                for raw in _rows(page, section, found)
            ]
        except Refusal as failure:
            failures.append(failure)
        else:
            if rows not in (earlier for _, earlier in fits):
                fits.append((_spread(groups), rows))
    fits.sort(key=lambda fit: fit[0])
    if len(fits) > 1 and fits[0][0] > _CLOSER * fits[1][0]:
        raise Refusal(
            "its wrapped labels can be read in more than one way", todo="land the PDF"
        )
    if not fits:
        raise max(failures, key=lambda failure: failure.page or 0)
    return fits[0][1]


def _spread(pages: Sequence[Groups]) -> float:
    """The largest distance between two lines of one row."""
    return max(
        (b.y - a.y for groups in pages for group in groups for a, b in pairwise(group)),
        default=0,
    )


def _groups(page: Page, place: str) -> Groups:
    """The lines of each row of a page."""
    try:
        return [
            group
            for table in page.tables
            for group in (
                _middle(table, page.slack) if place == "middle" else _edge(table, place)
            )
        ]
    except Refusal as failure:
        failure.page = page.number
        raise


def _rows(page: Page, section: str, groups: Groups) -> Iterator[RawRow]:
    for row_no, group in enumerate(groups, 1):
        row = _row(group)
        try:
            check_row(row, section)
        except Refusal as failure:
            failure.page, failure.row = page.number, row.words
            raise
        yield RawRow(page.number, row_no, section, row)


def _row(group: Sequence[Line]) -> Row:
    values = next(line.values for line in group if line.values)
    return Row("|".join(line.label for line in group if line.label), values)


def _edge(table: Sequence[Line], place: str) -> Iterator[Sequence[Line]]:
    """Groups of lines whose values stand on the first (`top`) or the last line."""
    lines = table if place == "bottom" else table[::-1]
    groups: Groups = []
    start = 0
    for at, line in enumerate(lines):
        if line.values and line.label:
            groups.append(lines[start : at + 1])
            start = at + 1
        elif line.values:
            raise Refusal("numbers stand on a line without a label")
    if start < len(lines):
        raise Refusal(f'no numbers belong to "{lines[-1].label}"')
    yield from groups if place == "bottom" else (group[::-1] for group in groups[::-1])


def _middle(table: Sequence[Line], slack: float) -> Iterator[Sequence[Line]]:
    """Groups of lines whose values stand halfway between the first and the last line."""
    start = 0
    for line in (line for line in table if line.values):
        if start == len(table):
            raise Refusal("numbers stand on a line without a label")
        last = 2 * line.y - table[start].y
        ends = [n for n in range(start, len(table)) if abs(table[n].y - last) <= slack]
        group = table[start : ends[0] + 1] if ends else ()
        if line not in group or sum(bool(member.values) for member in group) != 1:
            raise Refusal("the numbers do not stand in the middle of their row")
        yield group
        start += len(group)
    if start < len(table):
        raise Refusal(f'no numbers belong to "{table[start].label}"')
