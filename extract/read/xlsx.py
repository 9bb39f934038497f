"""A report's workbook to printed pages: one sheet per section.

Cell by cell with its style, and not as a table of values: a format, a colour or a hidden row
may show something else than the value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby, pairwise
from typing import Any

from ..report.head import (
    AVERAGE,
    MONTHS,
    PROSE,
    clean,
    label_of,
    letters,
    merge,
    read_head,
    sheet_heading,
    title_of,
)
from ..report.model import Head, Line, Page, Refusal
from ..report.numbers import value
from .container import sheets
from .filename import named

_STRAY = "na"  # a column headed so is beside the months in some workbooks
_BEGINS = re.compile(r"i\s+alt\b|\d{2}(\d{2})?\s", re.IGNORECASE)  # a total's label, or a code
_PROSE_SHEET = re.compile(r"(0\s*\.|om\b)", re.IGNORECASE)

RowCells = dict[int, Any]
"""The filled cells of a row by column, from 1."""


@dataclass(frozen=True)
class Columns:
    """Where a sheet's values are, the average first; stray columns are not read."""

    values: tuple[int, ...]
    stray: frozenset[int]


def read(content: bytes, name: str) -> list[Page]:
    """The pages of a workbook; `name`, its file's, says what its sheets do not."""
    from .shown import check_sheet, filled

    pages: list[Page] = []
    for number, sheet in enumerate(sheets(content), 1):
        try:
            check_sheet(sheet)
            if rows := _rows(list(filled(sheet))):
                pages.append(_sheet(number, sheet.title, rows))
        except Refusal as refusal:
            refusal.page = refusal.page or number
            raise
    for page, other in pairwise(sorted(pages, key=lambda page: page.head.section or "")):
        if page.head.section == other.head.section != PROSE:
            raise Refusal("two sheets are of one section", page=max(page.number, other.number))
    if not pages:
        raise Refusal("the workbook has no sheets with anything on them", todo="fetch it again")
    return named(pages, name)


def _rows(cells: Sequence[Any]) -> list[RowCells]:
    return [
        {cell.column: _content(cell.value) for cell in row}
        for _, row in groupby(cells, key=lambda cell: cell.row)
    ]


def _content(content: Any) -> Any:
    return content.strip() if isinstance(content, str) else content


def _sheet(number: int, title: str, rows: Sequence[RowCells]) -> Page:
    """A sheet's page. A total may follow its section's first header without one of its own."""
    section = sheet_heading(title)
    headers = [found for row in rows if (found := _columns(row))]
    if section in (None, PROSE) and not headers and _PROSE_SHEET.match(title):
        section = PROSE
    if section is None:
        raise Refusal(f'sheet "{title}" is no section of the report', page=number)
    if any(header != headers[0] for header in headers):
        raise Refusal("the sheet's headers differ", page=number)
    heads, lines = _lines(number, section, rows)
    months = len(headers[0].values) - 1 if headers else 0
    return Page(number, merge(heads), months, (tuple(lines),) if lines else ())


def _lines(
    number: int, section: str, rows: Sequence[RowCells]
) -> tuple[list[Head], list[Line]]:
    """What a sheet says of itself, and the rows below its header."""
    heads = [Head(section=section)]
    lines: list[Line] = []
    words: list[str] = []
    columns: Columns | None = None
    for row in rows:
        if found := _columns(row):
            columns = found
            heads += _dated(row, found)
        elif head := _head(row):
            heads.append(head)
        elif section == PROSE or _is_words(row, is_above=columns is None):
            words.append(_text(next(iter(row.values()))))
        elif columns is None:
            text = " ".join(map(_text, row.values()))
            raise Refusal("text before the table's header", page=number, row=text)
        else:
            lines.append(_line(number, row, columns, len(lines)))
    for label in {line.label.replace("|", " ") for line in lines}.intersection(words):
        rule = "a row has no numbers, and another of its label has"
        raise Refusal(rule, page=number, row=label, todo="fetch the report again")
    return heads, lines


def _text(cell: Any) -> str:
    return cell.strftime("%d.%m.%Y") if isinstance(cell, date) else clean(str(cell))


def _head(row: RowCells) -> Head | None:
    """What a row says of the report: each of its cells by itself, or all as one line."""
    texts = [_text(cell) for cell in row.values()]
    heads = [found for text in texts if (found := read_head(text) or title_of(text))]
    if len(heads) == len(texts):
        return merge(heads)
    line = " ".join(texts)
    return read_head(line) or title_of(line)


def _is_words(row: RowCells, *, is_above: bool) -> bool:
    """Whether a row is a text in one cell, a title or a footnote, and not the label of a row.

    Above the header a title, a date and a year may have cells of their own.
    """
    texts = [cell for cell in row.values() if isinstance(cell, str) and value(cell) is None]
    others = [cell for cell in row.values() if cell not in texts]
    is_plain = all(isinstance(cell, date) or cell in range(2000, 2100) for cell in others)
    alone = len(row) == 1 or (is_above and is_plain and len(others) < 2)
    if not texts:
        return is_above and is_plain
    return alone and not _BEGINS.match(f"{texts[0]} ")


def _columns(row: RowCells) -> Columns | None:
    """The columns if `row` is a header: texts, the average, then months from January.

    Left of the average may be a heading of the labels.
    """
    first = next((at for at, cell in row.items() if letters(_text(cell)) == AVERAGE), 1)
    names = {at: letters(_text(cell)) for at, cell in row.items()}
    stray = frozenset(at for at, name in names.items() if name == _STRAY and at > first)
    values = tuple(at for at in row if at >= first and at not in stray)
    months = [_month(row[at]) for at in values[1:]]
    # an average in the first column would leave none for the labels
    if first == 1 or not months or months != list(range(1, len(months) + 1)):
        return None
    return Columns(values, stray)


def _month(cell: Any) -> int | None:
    """The month that a header names: in full, by three letters or more, or as a date."""
    if isinstance(cell, date):
        return cell.month
    name = letters(str(cell))
    found = [n for n, month in enumerate(MONTHS, 1) if len(name) > 2 and month.startswith(name)]
    return found[0] if len(found) == 1 else None


def _dated(header: RowCells, columns: Columns) -> list[Head]:
    """The period of months that are written as dates."""
    dates = [header[at] for at in columns.values[1:]]
    if not all(isinstance(cell, date) for cell in dates):
        return []
    return [Head(period=(f"{dates[0]:%Y-%m}", f"{dates[-1]:%Y-%m}"))]


def _line(page: int, row: RowCells, columns: Columns, y: int) -> Line:
    """The line of a row: its label is the text left of the average."""
    first, *months = columns.values
    texts = [cell for at, cell in row.items() if at < first]
    label = label_of(" ".join(str(text) for text in texts))
    beside = row.keys() - {*columns.values, *columns.stray}
    if any(at > first for at in beside) or not all(isinstance(text, str) for text in texts):
        raise Refusal("a cell is beside the table", page=page, row=label)
    counts = [_average(row.get(first)), *(_count(row.get(at)) for at in months)]
    for name, at, printed in zip(
        ("gjennomsnitt", *MONTHS), columns.values, counts, strict=False
    ):
        if printed is None:
            column, text = name.capitalize(), _text(row[at])
            raise Refusal("not a count or *", page=page, row=label, column=column, text=text)
    if not counts[0] or not any(counts[1:]):
        raise Refusal("not one number or * in every column", page=page, row=label)
    return Line(y, label, tuple(text or "" for text in counts))


def _count(cell: Any) -> str | None:
    """A count as landed, "" of an empty cell, or None if it is none."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        return value(str(cell))
    return value(cell) if isinstance(cell, str) else None


def _average(cell: Any) -> str | None:
    """An average as landed: rounded, half up, whatever its format shows."""
    if isinstance(cell, float):
        return value(str(Decimal(str(cell)).quantize(Decimal(1), ROUND_HALF_UP)))
    return _count(cell)
