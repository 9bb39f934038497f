"""A report's workbook to printed pages: one sheet per section."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

from ..report.head import (
    PROSE,
    clean,
    heading,
    label_of,
    letters,
    merge,
    named_months,
    read_head,
)
from ..report.model import Head, Line, Page, Refusal
from ..report.numbers import value

_STAMP = re.compile(r"(20\d\d)\.?(0[1-9]|1[0-2])(?!\d)")
_NAME = re.compile(r"(TILT\d{3})\b[ _-]*(.*)\.xlsx", re.IGNORECASE)
_LARGEST = 100 << 20  # bytes unpacked; a year's report has two million
_STRAY = "na"  # a column headed so stands beside the months in some workbooks


@dataclass(frozen=True)
class Columns:
    """Where a sheet's label and values stand; the stray columns are not read."""

    label: int
    values: tuple[int, ...]
    stray: frozenset[int]


def read(content: bytes, name: str) -> list[Page]:
    """The pages of a workbook; `name`, its file's, says what its sheets leave out."""
    import openpyxl  # 0.2 s, only for a workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _LARGEST:
                raise Refusal("the workbook is larger than a report")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's on styles and extensions it skips
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    raise Refusal(f'sheet "{sheet.title}" is hidden')
            sheets = [(sheet.title, _cells(sheet)) for sheet in book.worksheets]
    except (Refusal, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise Refusal("it is no workbook, or a damaged one", todo="fetch it again") from error
    pages = [_sheet(n, title, rows) for n, (title, rows) in enumerate(sheets, 1)]
    for page, other in pairwise(sorted(pages, key=lambda page: page.head.section or "")):
        if page.head.section == other.head.section:
            raise Refusal("two sheets are of one section", page=max(page.number, other.number))
    return _named(pages, name)


def _cells(sheet: Any) -> list[list[Any]]:
    sheet.reset_dimensions()  # a stated size may be wrong
    return [[_printed(cell) for cell in row] for row in sheet.iter_rows()]


def _printed(cell: Any) -> Any:
    """A cell as it is shown: a number whose format has no decimals is rounded."""
    content = cell.value
    if isinstance(content, int | float) and not _shows_number(cell.number_format):
        raise Refusal(f"a number is shown by the format {cell.number_format}")
    if isinstance(content, float) and cell.number_format in ("0", "#,##0", "# ##0", "#\\ ##0"):
        return int(Decimal(str(content)).quantize(Decimal(1), ROUND_HALF_UP))
    if isinstance(content, float) and content.is_integer():
        return int(content)
    return content.strip() or None if isinstance(content, str) else content


def _shows_number(number_format: str) -> bool:
    """Whether a format shows a number's digits and no others: not `*` for it, not 9E+02."""
    plain = number_format.replace('"-"', "")
    return plain in ("General", "@") or bool(
        re.fullmatch(r"[#0?,. _()*;@\\-]*0[#0?,. _()*;@\\-]*", plain)
        and not re.search(r"0,(?![#0])", plain)
    )


def _sheet(number: int, title: str, rows: Iterable[Sequence[Any]]) -> Page:
    """A sheet's page. A total may follow its section's first header without one of its own."""
    section = PROSE if title.startswith(PROSE) else heading(title)
    if section is None:
        raise Refusal(f'sheet "{title}" is no section of the report', page=number)
    heads = [Head(section=section)]
    lines: list[Line] = []
    columns: Columns | None = None
    for row in rows:
        texts = [clean(str(cell)) for cell in row if cell is not None]
        if head := read_head(" ".join(texts)) if texts else None:
            heads.append(head)
        elif section == PROSE or not texts:
            continue
        elif found := _columns(row):
            if columns and found != columns:
                raise Refusal("the sheet's headers differ", page=number)
            columns = found
        elif columns is None:
            raise Refusal("text before the table's header", page=number, row=texts[0])
        else:
            lines.append(_line(number, row, columns, len(lines)))
    months = len(columns.values) - 1 if columns else 0
    return Page(number, merge(heads), months, (tuple(lines),) if lines else ())


def _columns(row: Sequence[Any]) -> Columns | None:
    """The columns if `row` is a header: the average, then months from January, then nothing."""
    names = {at: letters(str(cell)) for at, cell in enumerate(row) if cell is not None}
    stray = frozenset(at for at, name in names.items() if name == _STRAY)
    values = tuple(sorted(names.keys() - stray))
    if not values or values[0] == 0 or named_months([str(row[at]) for at in values]) is None:
        return None
    return Columns(values[0] - 1, values, stray)


def _line(page: int, row: Sequence[Any], columns: Columns, y: int) -> Line:
    used = {columns.label, *columns.values, *columns.stray}
    cells = {at: cell for at, cell in enumerate(row) if cell is not None}
    text = cells.get(columns.label, "")
    label = label_of(str(text))
    if not cells.keys() <= used or not isinstance(text, str):
        raise Refusal("a cell stands beside the table", page=page, row=label)
    values = [_value(cells.get(at)) for at in columns.values]
    if None in values:
        raise Refusal("not one number or * in every column", page=page, row=label)
    return Line(y, label, tuple(text for text in values if text))


def _value(cell: Any) -> str | None:
    if isinstance(cell, int):
        return value(str(cell))
    return value(cell) if isinstance(cell, str) else None


def _named(pages: list[Page], name: str) -> list[Page]:
    """The pages, the first of them saying what only the file's name says: code, title, date.

    The stamp is the month that a report covers last, or the next one, in which it came out.
    Its last day stands for the date: what came out for the month before is older.
    """
    if not pages:
        raise Refusal("the workbook has no sheets")
    said = merge([page.head for page in pages])
    named, stamp = _NAME.search(name), _STAMP.search(name)
    head = pages[0].head
    if said.code is None and named:
        head = replace(head, code=named[1].upper(), title=clean(named[2]))
    if stamp:
        year, month = int(stamp[1]), int(stamp[2])
        if said.updated_on is None:
            day = monthrange(year, month)[1]
            head = replace(head, updated_on=f"{year}-{month:02}-{day}")
        months = max(page.months for page in pages)
        if said.period is None and months:
            year -= month < months
            if (month - months) % 12 > 1:
                raise Refusal(
                    f"its name says {stamp[0]}, and its sheets have {months} months",
                    todo="name it after the last of them",
                )
            head = replace(head, period=(f"{year}-01", f"{year}-{months:02}"))
    return [replace(pages[0], head=head), *pages[1:]]
