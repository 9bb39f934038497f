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

_PART = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[^"\\_*\[]')
_PLAIN = ("general", "@", "standard")
_WHITE = {"00FFFFFF", "FFFFFFFF"}
_TODO = "save the workbook as NAV published it"


def check_sheet(sheet: Any, number: int) -> None:
    """Refuse a sheet that shows other things than its cells hold; `number` is its place."""
    try:
        if sheet.sheet_state != "visible":
            raise Refusal(f'sheet "{sheet.title}" is hidden', todo=_TODO)
        hidden_rows = {n for n, row in sheet.row_dimensions.items() if _is_hidden(row)}
        hidden_columns = set(_hidden_columns(sheet))
        for cell in _counts(sheet):
            if cell.row in hidden_rows or cell.column in hidden_columns:
                what = "row" if cell.row in hidden_rows else "column"
                raise _refusal(cell, f"it stands in a hidden {what}")
            if _is_white(cell.font, cell.fill):
                raise _refusal(cell, "it is white on white")
            if not isinstance(cell.value, str) and not shows_number(cell.number_format):
                raise _refusal(cell, f"the format {cell.number_format} does not show it")
        _check_conditional(sheet)
    except Refusal as refusal:
        refusal.page = number
        raise


def _counts(sheet: Any) -> Iterator[Any]:
    """The cells that hold a number or `*`."""
    for row in sheet.iter_rows():
        for cell in row:
            held = cell.value
            if isinstance(held, int | float) or str(held).strip() == "*":
                yield cell


def _refusal(cell: Any, rule: str) -> Refusal:
    where = f"row {cell.row}, column {get_column_letter(cell.column)}"
    return Refusal(f"the count in {where}: {rule}", todo=_TODO)


def _is_hidden(dimension: Any) -> bool:
    return bool(dimension.hidden) or getattr(dimension, "height", None) == 0


def _hidden_columns(sheet: Any) -> Iterator[int]:
    """Columns that are hidden; one dimension may be of a range of them."""
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden or dimension.width == 0:
            yield from range(dimension.min or 0, (dimension.max or 0) + 1)


def _is_white(font: Any, fill: Any) -> bool:
    """Whether letters have the colour of what is behind them, or are white on nothing."""
    color = font.color if font else None
    if color is None:
        return False
    filled = fill is not None and fill.fill_type == "solid" and fill.fgColor
    if color.type == "theme":
        behind = fill.fgColor.theme if filled and fill.fgColor.type == "theme" else None
        return bool(color.theme == 0 and not filled) or (
            color.theme == behind and color.tint == fill.fgColor.tint
        )
    behind = fill.fgColor.rgb if filled and fill.fgColor.type == "rgb" else None
    if behind is not None:
        return str(color.rgb)[-6:] == str(behind)[-6:]
    return not filled and color.type == "rgb" and color.rgb in _WHITE


def _check_conditional(sheet: Any) -> None:
    """Refuse conditional formats that change or hide numbers; bands of colour do neither."""
    for places, rules in sheet.conditional_formatting._cf_rules.items():
        for rule in rules:
            style = rule.dxf
            changes = style is not None and (
                (style.numFmt is not None and not shows_number(style.numFmt.formatCode))
                or _is_white(style.font, style.fill)
            )
            hides = any(
                part is not None and part.showValue is False
                for part in (rule.dataBar, rule.iconSet)
            )
            if (changes or hides) and any(
                cell.coordinate in places.sqref for cell in _counts(sheet)
            ):
                rule_text = f"a conditional format of {places.sqref} hides or changes counts"
                raise Refusal(rule_text, todo=_TODO)


def shows_number(number_format: str | None) -> bool:
    """Whether a format shows a positive number's digits and no others.

    Its positive part is the first; a locale, a colour, spaces and quoted words do no harm.
    Conditions, scaling, percent, exponents, fractions and dates do.
    """
    parts = _PART.findall(number_format or "General")
    if any(re.match(r"\[[<>=]", part) for part in parts):
        return False
    positive: list[str] = []
    for part in parts:
        if part == ";":
            break
        positive.append(part)
    marks = ("[", "\\", "_", "*", '"')
    plain = "".join(part for part in positive if not part.startswith(marks))
    words = "".join(part for part in positive if part.startswith(('"', "\\")))
    if any("white" in part.casefold() for part in positive if part.startswith("[")):
        return False
    if re.search(r"[\d*]", words):
        return False
    plain = plain.strip(" ()+\u00a0\u202f-")
    return plain.casefold() in _PLAIN or bool(
        re.fullmatch(r"[#0?,. \u00a0\u202f]*[0?#]", plain)
        and "0" in plain
        and not re.search(r"0,+(?![#0?])", plain)
    )
