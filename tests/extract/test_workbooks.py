"""Workbooks as NAV and its readers' programs write them, and what they hide."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import CellIsRule, DataBarRule, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from extract.read import xlsx
from extract.read.shown import shows_number
from extract.report.assemble import Source, assemble
from extract.report.model import Refusal, Report
from tests.facsimile.book import to_xlsx
from tests.facsimile.world import made_up

NAME = "202603_TILT110.xlsx"
DATA, _ = to_xlsx(made_up("TILT110", 2026, 3, 1))


def read(change: Callable[[Workbook], Any] | None = None, name: str = NAME) -> Report:
    """The report in a made-up workbook after a change."""
    book = load_workbook(BytesIO(DATA))
    if change:
        change(book)
    file = BytesIO()
    book.save(file)
    return assemble(xlsx.read(file.getvalue(), name), Source(name, "xlsx", ""))


PLAIN = read()


def header(sheet: Any) -> int:
    """The row of a sheet's header."""
    return next(n for n, cell in enumerate(sheet["B"], 1) if str(cell.value).startswith("Gj"))


def a_count(book: Workbook) -> Any:
    """A cell with a number in the last sheet."""
    sheet = book.worksheets[-1]
    return next(
        cell for row in sheet.iter_rows(min_row=header(sheet) + 2) for cell in row[2:]
        if isinstance(cell.value, int)
    )  # fmt: skip


def every_count(book: Workbook, change: Callable[[Any], None]) -> None:
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, int):
                    change(cell)


def with_format(number_format: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        every_count(book, lambda cell: setattr(cell, "number_format", number_format))

    return change


def name_sheets_as_tilt100(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        name = sheet.title
        name = name.replace("Tiltak", "Tiltaksdeltakere", 1) if name[0] == "T" else name
        sheet.title = name.replace("og tiltak", "og tiltaksdeltakere")[:31]


def add_a_footnote(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        sheet.append(["* Celler med færre enn 4 personer er erstattet"])


def add_empty_columns(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        sheet.insert_cols(2, 2)
        sheet.insert_cols(5)


def head_with_dates(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in ("Januar", "Februar", "Mars"):
                    month = ("Januar", "Februar", "Mars").index(cell.value) + 1
                    cell.value = datetime(2026, month, 1)


def head_with_short_months(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in ("Januar", "Februar"):
                    cell.value = cell.value[:3].lower() + "."


def average_unrounded(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        first = header(sheet)
        for row in sheet.iter_rows(min_row=first + 1):
            months = [cell.value for cell in row[2:5]]
            if all(isinstance(month, int) for month in months):
                row[1].value = sum(months) / 3


def add_an_empty_sheet(book: Workbook) -> None:
    book.create_sheet("Ark1")


def name_prose_otherwise(book: Workbook) -> None:
    book.worksheets[0].title = "0. Om tabellene"


def hide_an_empty_column(book: Workbook) -> None:
    for sheet in book.worksheets:
        sheet.column_dimensions["K"].hidden = True


def band(book: Workbook) -> None:
    for sheet in book.worksheets:
        fill = PatternFill("solid", bgColor="FFDDDDDD")
        sheet.conditional_formatting.add(
            "A1:Z900", CellIsRule("greaterThan", ["100"], fill=fill)
        )


@pytest.mark.parametrize(
    "change",
    [
        name_sheets_as_tilt100,
        add_a_footnote,
        add_empty_columns,
        head_with_dates,
        head_with_short_months,
        average_unrounded,
        add_an_empty_sheet,
        name_prose_otherwise,
        hide_an_empty_column,
        band,
        with_format("[$-414]#,##0"),
        with_format('[Blue]# ##0_);[Red]-# ##0;"*"'),
        with_format('_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-'),
    ],
)
def test_is_exact(change: Callable[[Workbook], None]) -> None:
    assert read(change).rows == PLAIN.rows


def hide_row(book: Workbook) -> None:
    cell = a_count(book)
    cell.parent.row_dimensions[cell.row].hidden = True


def hide_column(book: Workbook) -> None:
    cell = a_count(book)
    cell.parent.column_dimensions[cell.column_letter].hidden = True


def write_white(book: Workbook) -> None:
    a_count(book).font = Font(color="FFFFFFFF")


def write_as_its_fill(book: Workbook) -> None:
    cell = a_count(book)
    cell.font, cell.fill = Font(color="FF112233"), PatternFill("solid", fgColor="FF112233")


def star_by_condition(book: Workbook) -> None:
    style = DifferentialStyle(numFmt=NumberFormat(numFmtId=164, formatCode='"*"'))
    rule = Rule(type="cellIs", operator="lessThan", formula=["6"], dxf=style)
    cell = a_count(book)
    cell.parent.conditional_formatting.add(cell.coordinate, rule)


def bar_without_number(book: Workbook) -> None:
    cell = a_count(book)
    rule = DataBarRule("min", 0, "max", 9, color="FF638EC6", showValue=False)
    cell.parent.conditional_formatting.add(cell.coordinate, rule)


def unrounded_count(book: Workbook) -> None:
    a_count(book).value = 14.265


def a_dash(book: Workbook) -> None:
    a_count(book).value = "-"


def an_empty_cell(book: Workbook) -> None:
    a_count(book).value = None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (hide_row, "hidden row"),
        (hide_column, "hidden column"),
        (write_white, "white"),
        (write_as_its_fill, "white on white"),
        (star_by_condition, "conditional format"),
        (bar_without_number, "conditional format"),
        (unrounded_count, '"14.265"'),
        (a_dash, '"-"'),
        (an_empty_cell, "in every column"),
        (with_format('[<4]"*";0'), "the format"),
        (with_format("0,"), "the format"),
        (with_format(";;;"), "the format"),
    ],
)
def test_is_refused(change: Callable[[Workbook], None], said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(change)
    assert said in refused.value.line("a.xlsx")


@pytest.mark.parametrize(
    ("number_format", "shows"),
    [
        ("General", True),
        ("#,##0", True),
        ("# ##0", True),
        ("[$-414]#,##0;-#,##0", True),
        ('0" personer"', True),
        ('"1"0', False),
        ('"*"', False),
        ("0%", False),
        ("0.00E+00", False),
        ("# ?/?", False),
        ("yyyy", False),
        ("[White]0", False),
        ("#", False),
    ],
)
def test_formats(number_format: str, shows: bool) -> None:
    assert shows_number(number_format) is shows


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("tilt110_202603.xlsx", ""),
        (
            "2026.03_TILT110 Lønnstilskudd. Tidsserie maaned.xlsx",
            "Lønnstilskudd. Tidsserie måned",
        ),
        ("202603_TILT110%20L%C3%B8nnstilskudd (1).xlsx", "Lønnstilskudd"),
    ],
)
def test_names_tell_what_sheets_leave_out(name: str, title: str) -> None:
    def strip(book: Workbook) -> None:
        for sheet in book.worksheets:
            sheet.delete_rows(1, header(sheet) - 1 if sheet.title[0] != "O" else 1)

    report = read(strip, name)
    assert (report.report_code, report.title) == ("TILT110", title)
    assert (report.period_to, report.updated_on) == ("2026-03", "2026-03-31")
    assert report.rows == PLAIN.rows


@pytest.mark.parametrize(
    "words",
    [
        ["Januar - Mars 2026"],
        ["Periode: 2026 01 - 2026 03"],
        ["Kilde: NAV", f"TILT110 {PLAIN.title}"],
    ],
)
def test_other_ways_to_say_it(words: list[str]) -> None:
    def change(book: Workbook) -> None:
        for sheet in book.worksheets[1:]:
            sheet.delete_rows(1, header(sheet) - 1)
            sheet.insert_rows(1)
            for column, text in enumerate(words, 1):
                sheet.cell(1, column, text)

    assert read(change).rows == PLAIN.rows


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "password"),
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (b"PK no", "damaged"),
    ],
)
def test_no_workbook_has_a_word_of_help(data: bytes, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        xlsx.read(data, NAME)
    assert said in refused.value.line("a.xlsx")


def test_a_section_may_be_one_block_of_all_tiltak() -> None:
    def change(book: Workbook) -> None:
        sheet, tiltak = book.worksheets[-1], book["Tiltak"]
        first = header(sheet) + 1
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]
        members = [row for row in rows[1:] if row[0] and str(row[0])[:4].isdigit()]
        total = [cell.value for cell in tiltak[header(tiltak) + 1]]
        sheet.delete_rows(first, sheet.max_row)
        seen: set[str] = set()
        sheet.append(total)
        for row in members:
            if row[0] not in seen:
                seen.add(row[0])
                sheet.append(row)

    rows = [row for row in read(change).rows if row.section == "Tiltak og kommune"]
    assert rows[0].row.label == "I alt"
    assert len(rows) > 5


def test_a_tiltak_of_two_names_has_rows_that_complete_each_other() -> None:
    def change(book: Workbook) -> None:
        for name in ("Tiltak", "Arbeidsmarkedsstatus og tiltak"):
            sheet = book[name]
            first = header(sheet)
            for at in range(sheet.max_row, first + 1, -1):
                label = sheet.cell(at, 1).value
                if label and not str(label).startswith("I alt"):
                    sheet.insert_rows(at + 1)
                    for column in range(1, 6):
                        sheet.cell(at + 1, column, sheet.cell(at, column).value)
                    sheet.cell(at + 1, 1, f"{label}, nytt navn")
                    sheet.cell(at, 5).value = None
                    sheet.cell(at + 1, 3).value = sheet.cell(at + 1, 4).value = None

    labels = [row.row.label for row in read(change).rows if row.section == "Tiltak"]
    assert sum(label.endswith("nytt navn") for label in labels) == len(labels) // 2
