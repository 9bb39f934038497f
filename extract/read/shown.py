"""What a workbook shows of its cells: a number that a reader does not see is not printed.

A format may show `*` for a number, white letters hide it, and a hidden row keeps it: all three
landed what NAV had hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from openpyxl.utils import get_column_letter

from ..report.model import Refusal
from ..report.numbers import value
from .colours import on_top
from .formats import shows_number, shows_text

_SMALLEST = 4  # points of letters, of a row or column: less is not seen
_TODO = "save the workbook as NAV published it"
_EXTENSION = re.compile(r"<x14:cfRule\b.*?</x14:cfRule>", re.DOTALL)
# a number format, a bar or icon without its number, white letters
_HIDES = re.compile(r'<numFmt\b|showValue="(0|false)"|<font>.{0,99}("FFFFFFFF"|theme="0")')


def check_sheet(sheet: Any) -> None:
    """Refuse a sheet that shows other things than its cells hold; an empty one is nothing."""
    counts = [cell for cell in filled(sheet) if _is_count(cell.value)]
    if sheet.sheet_state != "visible" and any(True for _ in filled(sheet)):
        raise Refusal(f'sheet "{sheet.title}" is hidden', todo=_TODO)
    is_hidden = _hidden(sheet)
    seen: dict[int, str | None] = {}  # by style: a report has a handful
    for cell in counts:
        if what := is_hidden(cell):
            raise _refusal(cell, f"a hidden {what} has a number")
        if cell.style_id not in seen:
            seen[cell.style_id] = _style_hides(sheet, cell)
        if rule := seen[cell.style_id] or _format_hides(cell, cell.number_format):
            raise _refusal(cell, rule)
    _check_conditional(sheet, counts)


def filled(sheet: Any) -> Iterator[Any]:
    """The cells that hold something, row by row.

    `iter_rows` visits the full rectangle: one stray cell at the far corner of a sheet makes it
    a million rows of sixteen thousand columns.
    """
    for _, cell in sorted(sheet._cells.items()):
        text = cell.value.strip() if isinstance(cell.value, str) else cell.value
        if text not in (None, ""):
            yield cell


def check_extensions(xml: str, title: str) -> None:
    """Refuse what Excel keeps of conditional formats in an extension, which openpyxl drops."""
    if any(_HIDES.search(rule) for rule in _EXTENSION.findall(xml)):
        rule = f'a conditional format of sheet "{title}" hides or changes numbers'
        raise Refusal(rule, todo=_TODO)


def _is_count(content: Any) -> bool:
    if isinstance(content, str):
        return value(content) is not None
    return isinstance(content, int | float)


def _refusal(cell: Any, rule: str) -> Refusal:
    where = f"row {cell.row}, column {get_column_letter(cell.column)}"
    return Refusal(f'sheet "{cell.parent.title}", {where}: {rule}', todo=_TODO)


def _hidden(sheet: Any) -> Any:
    """A function from a cell to `row` or `column` where that is hidden, else None."""
    default = sheet.sheet_format
    rows = {
        n: bool(row.hidden) or (row.height is not None and row.height < _SMALLEST)
        for n, row in sheet.row_dimensions.items()
    }
    columns: set[int] = set()
    for dimension in sheet.column_dimensions.values():  # one may be of a range of columns
        is_narrow = dimension.customWidth and dimension.width < 1  # in digits
        if dimension.hidden or is_narrow:
            columns.update(range(dimension.min or 0, (dimension.max or 0) + 1))

    def is_hidden(cell: Any) -> str | None:
        if rows.get(cell.row, bool(default.zeroHeight)):
            return "row"
        return "column" if cell.column in columns else None

    return is_hidden


def _style_hides(sheet: Any, cell: Any) -> str | None:
    """Why the letters of a cell's style cannot be seen, or None."""
    if cell.font.sz is not None and cell.font.sz < _SMALLEST:
        return "the letters are too small to read"
    return None if on_top(sheet.parent, cell.font, cell.fill) else "white text, or none to see"


def _format_hides(cell: Any, number_format: str) -> str | None:
    """Why a format does not show what a cell holds, or None."""
    if isinstance(cell.value, str):
        shows = shows_text(number_format)
    else:
        shows = shows_number(number_format, is_zero=cell.value == 0)
    if shows and cell.value == 0 and not _shows_zeros(cell.parent):
        return "the sheet hides zeros"
    return None if shows else f"the format {number_format} does not show the number"


def _shows_zeros(sheet: Any) -> bool:
    return all(view.showZeros is not False for view in sheet.views.sheetView)


def _check_conditional(sheet: Any, counts: list[Any]) -> None:
    """Refuse conditional formats that change or hide numbers; bands of colour do neither.

    Whether its condition holds is not asked: a format that can hide a number is none of NAV's.
    """
    for found in sheet.conditional_formatting:
        within = [
            cell
            for cell in counts
            if any(
                area.min_row <= cell.row <= area.max_row
                and area.min_col <= cell.column <= area.max_col
                for area in found.sqref.ranges
            )
        ]
        for cell in {cell.style_id: cell for cell in within}.values():
            if any(_rule_hides(sheet, rule, cell) for rule in found.rules):
                rule = "a conditional format hides or changes the number"
                raise _refusal(cell, rule)


def _rule_hides(sheet: Any, rule: Any, cell: Any) -> bool:
    if any(part and part.showValue is False for part in (rule.dataBar, rule.iconSet)):
        return True
    style = rule.dxf
    if style is None:
        return False
    if style.numFmt is not None and not shows_number(style.numFmt.formatCode):
        return True
    font = style.font if style.font and style.font.color else cell.font
    is_filled = style.fill is not None
    return not on_top(sheet.parent, font, style.fill if is_filled else cell.fill, is_filled)
