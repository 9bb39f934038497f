"""A report's workbook to printed pages: one sheet per section."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

from ..report.head import (
    AVERAGE,
    MONTHS,
    PROSE,
    clean,
    heading,
    label_of,
    letters,
    merge,
    read_head,
    title_of,
)
from ..report.model import Head, Line, Page, Refusal
from ..report.numbers import value
from .shown import check_sheet

_STAMP = re.compile(r"(?<!\d)(20\d\d)[._ -]?(0[1-9]|1[0-2])(?!\d)")
_NAME = re.compile(r"(TILT\d{3})(?!\d)(.*)", re.IGNORECASE)
_LARGEST = 100 << 20  # bytes unpacked; a year's report has two million
_STRAY = "na"  # a column headed so stands beside the months in some workbooks
_BEGINS = re.compile(r"i\s+alt\b|\d{2}(\d{2})?\s", re.IGNORECASE)  # a total's label, or a code
_PROSE_SHEET = re.compile(r"(0\s*\.|om\b)", re.IGNORECASE)
_NO_WORKBOOK = {
    b"\xd0\xcf\x11\xe0": "it is an old workbook (.xls) or has a password",
    b"<htm": "it is an HTML page",
    b"<!do": "it is an HTML page",
}
_NOT_ALL = "not one number or * in every column"
_HELP = "save it as .xlsx without a password"

Cells = dict[int, Any]
"""The filled cells of a row by column, from 1."""


@dataclass(frozen=True)
class Columns:
    """Where a sheet's values are, the average first; stray columns are not read."""

    values: tuple[int, ...]
    stray: frozenset[int]


def read(content: bytes, name: str) -> list[Page]:
    """The pages of a workbook; `name`, its file's, says what its sheets leave out."""
    for sign, rule in _NO_WORKBOOK.items():
        if content.lstrip()[:4].lower().startswith(sign):
            raise Refusal(rule, todo=_HELP)
    sheets = _sheets(content)
    pages = [page for n, sheet in enumerate(sheets, 1) if (page := _sheet(n, sheet))]
    for page, other in pairwise(sorted(pages, key=lambda page: page.head.section or "")):
        if page.head.section == other.head.section:
            raise Refusal("two sheets are of one section", page=max(page.number, other.number))
    return _named(pages, unquote(name))


def _sheets(content: bytes) -> list[Any]:
    import openpyxl  # 0.2 s, only for a workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if sum(member.file_size for member in archive.infolist()) > _LARGEST:
                raise Refusal("the workbook is larger than a report")
        if "content.xml" in names or "xl/vbaProject.bin" in names:
            raise Refusal("it is an OpenDocument file or has macros", todo="save it as .xlsx")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's on styles and extensions it skips
            sheets = list(openpyxl.load_workbook(io.BytesIO(content)).worksheets)
            for number, sheet in enumerate(sheets, 1):
                check_sheet(sheet, number)
    except (Refusal, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise Refusal("it is no workbook, or a damaged one", todo="fetch it again") from error
    return sheets


def _sheet(number: int, sheet: Any) -> Page | None:
    """A sheet's page; None if it is empty.

    A total may follow its section's first header without one of its own.
    """
    rows = [row for cells in sheet.iter_rows() if (row := _filled(cells))]
    if not rows:
        return None
    section = heading(sheet.title, is_cut=True)
    headers = [found for row in rows if (found := _columns(row))]
    if section in (None, PROSE) and not headers and _PROSE_SHEET.match(sheet.title):
        section = PROSE
    if section is None:
        raise Refusal(f'sheet "{sheet.title}" is no section of the report', page=number)
    if headers and any(header != headers[0] for header in headers):
        raise Refusal("the sheet's headers differ", page=number)
    heads, lines = _lines(number, section, rows)
    months = len(headers[0].values) - 1 if headers else 0
    return Page(number, merge(heads), months, (tuple(lines),) if lines else ())


def _lines(number: int, section: str, rows: Sequence[Cells]) -> tuple[list[Head], list[Line]]:
    """What a sheet says of itself, and the rows below its header."""
    heads = [Head(section=section)]
    lines: list[Line] = []
    columns: Columns | None = None
    for row in rows:
        words = " ".join(_text(cell) for cell in row.values())
        if found := _columns(row):
            columns = found
        elif head := read_head(words) or title_of(words):
            heads.append(head)
        elif section == PROSE or _is_words(row, columns is None):
            continue
        elif columns is None:
            raise Refusal("text before the table's header", page=number, row=words)
        else:
            lines.append(_line(number, row, columns, len(lines)))
    return heads, lines


def _filled(cells: Sequence[Any]) -> Cells:
    """The cells of a row that hold something, texts without white space around them."""
    filled: Cells = {}
    for cell in cells:
        content = cell.value.strip() if isinstance(cell.value, str) else cell.value
        if content not in (None, ""):
            filled[cell.column] = content
    return filled


def _text(cell: Any) -> str:
    return cell.strftime("%d.%m.%Y") if isinstance(cell, date) else clean(str(cell))


def _is_words(row: Cells, is_above: bool) -> bool:
    """Whether a row is a text in one cell, a title or a footnote, and not the label of a row.

    Above the header a title and a date may have cells of their own.
    """
    texts = [cell for cell in row.values() if isinstance(cell, str) and value(cell) is None]
    numbers = [cell for cell in row.values() if isinstance(cell, int | float)]
    alone = len(row) == 1 or (is_above and not numbers)
    return alone and bool(texts) and not _BEGINS.match(f"{texts[0]} ")


def _columns(row: Cells) -> Columns | None:
    """The columns if `row` is a header: the average, then months from January, then nothing."""
    stray = frozenset(at for at, cell in row.items() if letters(_text(cell)) == _STRAY)
    names = [at for at in sorted(row) if at not in stray]
    first = next((at for at in names if letters(_text(row[at])) == AVERAGE), None)
    if first is None or first == 1:
        return None
    values = tuple(at for at in names if at >= first)
    months = [_month(row[at]) for at in values[1:]]
    in_order = months == list(range(1, len(months) + 1))
    return Columns(values, stray) if months and in_order else None


def _month(cell: Any) -> int | None:
    """The month that a header names: in full, by three letters or more, or as a date."""
    if isinstance(cell, datetime | date):
        return cell.month
    name = letters(str(cell))
    found = [n for n, month in enumerate(MONTHS, 1) if len(name) > 2 and month.startswith(name)]
    return found[0] if len(found) == 1 else None


def _line(page: int, row: Cells, columns: Columns, y: int) -> Line:
    """The line of a row: its label is the text left of the average."""
    first = columns.values[0]
    texts = [cell for at, cell in row.items() if at < first]
    label = label_of(" ".join(str(text) for text in texts))
    beside = row.keys() - {*columns.values, *columns.stray}
    if any(at > first for at in beside) or not all(isinstance(text, str) for text in texts):
        raise Refusal("a cell stands beside the table", page=page, row=label)
    months = [_count(row.get(at)) for at in columns.values[1:]]
    values = [_average(row.get(first)), *months]
    for at, printed in zip(columns.values, values, strict=True):
        if printed is None:
            text = _text(row[at])
            raise Refusal(_NOT_ALL, page=page, row=label, column=_at(at), text=text)
    if not any(months) or not values[0]:
        raise Refusal(_NOT_ALL, page=page, row=label)
    return Line(y, label, tuple(text or "" for text in values))


def _at(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))


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
        head = replace(head, code=named[1].upper(), title=_title(named[2]))
    if stamp:
        head = _stamped(head, said, pages, int(stamp[1]), int(stamp[2]))
    return [replace(pages[0], head=head), *pages[1:]]


def _title(rest: str) -> str:
    """The title in a file's name, without its stamp, its ending and a browser's `(1)`."""
    rest = re.sub(r"\.xlsx$|\(\d+\)", " ", rest, flags=re.IGNORECASE)
    rest = _STAMP.sub(" ", rest).replace("maaned", "måned").replace("_", " ")
    return clean(rest).strip(" -.")


def _stamped(head: Head, said: Head, pages: Sequence[Page], year: int, month: int) -> Head:
    """The head with the date and the period that a stamp tells, where no sheet does."""
    if said.updated_on is None:
        day = monthrange(year, month)[1]
        head = replace(head, updated_on=f"{year}-{month:02}-{day}")
    months = max(page.months for page in pages)
    if said.period is None and months:
        year -= month < months
        if (month - months) % 12 > 1:
            raise Refusal(
                f"its name says {year}-{month:02}, and its sheets have {months} months",
                todo="name it after the last of them",
            )
        head = replace(head, period=(f"{year}-01", f"{year}-{months:02}"))
    return head
