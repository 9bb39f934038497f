"""Workbooks as NAV and its readers' programs write them, and what they hide."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import CellIsRule, DataBarRule, Rule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from extract.read import xlsx
from extract.read.formats import shows_number, shows_text
from extract.read.shown import check_extensions
from extract.report.assemble import SourceFile, assemble
from extract.report.model import Refusal, Report
from tests.facsimile.book import to_xlsx
from tests.facsimile.seeds import fylker, kommuner
from tests.facsimile.world import made_up

NAME = "202603_TILT110.xlsx"
ON = date(2026, 1, 1)
DATA, _ = to_xlsx(made_up("TILT110", 2026, 3, 1, places=(kommuner(ON)[:12], fylker(ON))))


def read(change: Callable[[Workbook], Any] | None = None, name: str = NAME) -> Report:
    """The report in a made-up workbook after a change."""
    book = load_workbook(BytesIO(DATA))
    if change:
        change(book)
    file = BytesIO()
    book.save(file)
    return assemble(xlsx.read(file.getvalue(), name), SourceFile(name, "xlsx", ""))


PLAIN = read()
ROWS = [(raw.section, raw.row) for raw in PLAIN.rows]


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


def add_a_hidden_empty_sheet(book: Workbook) -> None:
    book.create_sheet("Ark1").sheet_state = "hidden"


def put_prose_last(book: Workbook) -> None:
    book.move_sheet(book.worksheets[0].title, len(book.worksheets))


def number_sheets(book: Workbook) -> None:
    for n, sheet in enumerate(book.worksheets[1:], 1):
        sheet.title = f"{n}. {sheet.title}"[:31]


def name_sheets_in_full(book: Workbook) -> None:
    """As LibreOffice does, which cuts no name."""
    name_sheets_as_tilt100(book)
    for sheet in book.worksheets:
        if sheet.title.startswith("Tiltaksdeltakere og fødeland"):
            sheet.title = "Tiltaksdeltakere og fødeland innvandrere"


def head_the_labels(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        sheet.cell(header(sheet), 1, "Navn")


def format_the_far_corner(book: Workbook) -> None:
    """A cell that somebody formatted makes a sheet a million rows long."""
    for sheet in book.worksheets:
        sheet.cell(1_048_576, 16_384).number_format = "0"


def date_by_cells(book: Workbook) -> None:
    for sheet in book.worksheets[1:]:
        sheet.delete_rows(1, header(sheet) - 1)
        sheet.insert_rows(1, 3)
        sheet["A1"], sheet["D1"] = f"Kilde: NAV TILT110 {PLAIN.title}", "Januar - Mars 2026"
        sheet["A2"], sheet["B2"] = "Rapport oppdatert", datetime(2026, 4, 2)
        sheet["A3"], sheet["B3"] = "År", 2026


def band_dark(book: Workbook) -> None:
    """White letters on a dark ground are seen."""
    font, fill = Font(color="FFFFFFFF"), PatternFill("solid", bgColor="FF003366")
    for sheet in book.worksheets:
        rule = CellIsRule("greaterThan", ["100"], font=font, fill=fill)
        sheet.conditional_formatting.add("A1:Z900", rule)


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
        add_a_hidden_empty_sheet,
        put_prose_last,
        number_sheets,
        name_sheets_in_full,
        head_the_labels,
        format_the_far_corner,
        date_by_cells,
        band_dark,
        name_prose_otherwise,
        hide_an_empty_column,
        band,
        with_format("[$-414]#,##0"),
        with_format('[Blue]# ##0_);[Red]-# ##0;"*"'),
        with_format('_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-'),
        with_format("[$-nb-NO]# ###"),
        with_format("[>=1000]# ##0;0"),
    ],
)
def test_is_exact(change: Callable[[Workbook], None]) -> None:
    assert [(raw.section, raw.row) for raw in read(change).rows] == ROWS


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


def write_nearly_white(book: Workbook) -> None:
    a_count(book).font = Font(color="FFFAFAFA")


def write_in_the_colour_of_paper(book: Workbook) -> None:
    a_count(book).font = Font(color=Color(theme=0))


def write_in_an_indexed_white(book: Workbook) -> None:
    a_count(book).font = Font(color=Color(indexed=9))


def write_tiny(book: Workbook) -> None:
    a_count(book).font = Font(size=1)


def hide_a_text(book: Workbook) -> None:
    cell = a_count(book)
    cell.value, cell.parent.column_dimensions[cell.column_letter].hidden = "*", True


def hide_all_rows(book: Workbook) -> None:
    a_count(book).parent.sheet_format.zeroHeight = True


def whiten_by_condition(book: Workbook) -> None:
    cell = a_count(book)
    rule = CellIsRule("lessThan", ["6"], font=Font(color="FFFFFFFF"))
    cell.parent.conditional_formatting.add(cell.coordinate, rule)


def blacken_by_condition(book: Workbook) -> None:
    cell = a_count(book)
    rule = CellIsRule("lessThan", ["6"], fill=PatternFill("solid", bgColor="FF000000"))
    cell.parent.conditional_formatting.add(cell.coordinate, rule)


def a_row_without_numbers(book: Workbook) -> None:
    cell = a_count(book)
    sheet = book["Tiltak og kjønn"]
    at = next(n for n, cell in enumerate(sheet["A"], 1) if cell.value == "Kvinner")
    for cell in sheet[at][1:]:
        cell.value = None


def unrounded_count(book: Workbook) -> None:
    a_count(book).value = 14.265


def a_dash(book: Workbook) -> None:
    a_count(book).value = "-"


def an_empty_cell(book: Workbook) -> None:
    a_count(book).value = None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (hide_row, "hidden row"),
        (hide_column, "hidden column"),
        (hide_a_text, "hidden column"),
        (hide_all_rows, "hidden row"),
        (write_white, "white"),
        (write_nearly_white, "white"),
        (write_in_the_colour_of_paper, "white"),
        (write_in_an_indexed_white, "white"),
        (write_as_its_fill, "none to see"),
        (write_tiny, "too small"),
        (whiten_by_condition, "conditional format"),
        (blacken_by_condition, "conditional format"),
        (a_row_without_numbers, '"Kvinner": a row has no numbers'),
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
def test_is_refused(change: Callable[[Workbook], None], message: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(change)
    assert message in refused.value.line("a.xlsx")


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
        ("[Color2]0", False),
        ("#,###", True),
        ("[$kr-414] #,##0", True),
        ("[$1-414]0", False),
        ("*10", False),
        ('[<10]"*";0', False),
        ("#,##0,", False),
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
        ["Periode: Januar 2026 - Mars 2026"],
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
    ("number_format", "shows"),
    [("General", True), ("0;-0;0;@", True), (";;;", False), ('0;0;0;"x"', False)],
)
def test_formats_of_texts(number_format: str, shows: bool) -> None:
    assert shows_text(number_format) is shows


@pytest.mark.parametrize(
    ("inside", "hides"),
    [
        ('<x14:dxf><numFmt numFmtId="1" formatCode="&quot;*&quot;"/></x14:dxf>', True),
        ('<x14:dxf><font><color rgb="FFFFFFFF"/></font></x14:dxf>', True),
        ('<x14:dataBar showValue="0"/>', True),
        ('<x14:dxf><fill><patternFill><bgColor rgb="FFDDDDDD"/></patternFill></fill>', False),
    ],
)
def test_conditional_formats_that_openpyxl_drops(inside: str, hides: bool) -> None:
    xml = f'<x14:cfRule type="expression">{inside}</x14:cfRule>'
    with pytest.raises(Refusal) if hides else nullcontext():
        check_extensions(xml, "sheet1.xml")


def archive(name: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as members:
        members.writestr(name, "")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), ".xls"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (archive("content.xml"), ".ods"),
        (archive("xl/vbaProject.bin"), ".xlsm"),
        (archive("xl/workbook.bin"), ".xlsb"),
        (b"%PDF-1.7", "PDF"),
        (b"\xef\xbb\xbf\n<html>", "HTML"),
        (b"<!DOCTYPE html><html></html>", "HTML"),
        (b"PK no", "damaged"),
    ],
)
def test_no_workbook_has_a_word_of_help(data: bytes, message: str) -> None:
    with pytest.raises(Refusal) as refused:
        xlsx.read(data, NAME)
    assert message in refused.value.line("a.xlsx")


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
