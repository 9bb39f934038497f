"""A workbook gives the rows that were printed: its formats, sheets and cells."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from extract.read import xlsx
from extract.report.assemble import SourceFile, assemble
from extract.report.model import Refusal
from tests.facsimile.book import Book, filename, to_xlsx
from tests.facsimile.compare import differences

from .read_back import rows, small

SHEET, CODE = "Tiltak og kjønn", "TILT170"

NOT_EVERY = "not one number or * in every column"

NO_COUNT = "not a count or *"


@pytest.mark.parametrize(
    "book",
    [
        Book(),
        Book(label_column=1, na_column=True, dated=False),
        Book(prose=False, header_each_block=True),
    ],
)
def test_a_workbook_is_exact(book: Book) -> None:
    report = small("TILT130", months=8)
    data, truth = to_xlsx(report, book)
    pages = xlsx.read(data, filename(report))
    assert differences(rows(pages, "xlsx"), truth) == []
    found = assemble(pages, SourceFile(filename(report), "xlsx", ""))
    assert (found.report_code, found.period_to) == ("TILT130", "2026-08")
    dated = report.updated_on.isoformat() if book.dated else "2026-08-31"
    assert found.report_id == f"TILT130_{dated}"


@pytest.mark.parametrize(
    ("shown", "holds"),
    [
        *[
            (plain, True)
            for plain in ("General", "0", "#,##0", "# ##0", '_ * #,##0_ ;_ * "-"??0')
        ],
        *[(odd, False) for odd in (";;;", '[<1000]"*";0', "0%", "0E+00", '0"1"', "0,", '"99"')],
    ],
)
def test_a_number_counts_as_its_format_shows_it(shown: str, holds: bool) -> None:
    data, _ = to_xlsx(small())
    book = load_workbook(BytesIO(data))
    sheet = book["Tiltak og kjønn"]
    cell = next(cell for row in sheet for cell in row if isinstance(cell.value, int))
    cell.number_format = shown
    file = BytesIO()
    book.save(file)
    if holds:
        assert xlsx.read(file.getvalue(), "report.xlsx") == xlsx.read(data, "report.xlsx")
    else:
        with pytest.raises(Refusal, match=r"the format .* does not show the number"):
            xlsx.read(file.getvalue(), "report.xlsx")


@pytest.mark.parametrize(
    ("title", "state", "rule"),
    [
        ("Tiltak og kjønn ", "visible", "two sheets are of one section"),
        ("Tiltak og kjønn ", "hidden", 'sheet "Tiltak og kjønn " is hidden'),
    ],
)
def test_a_sheet_is_seen_once(title: str, state: str, rule: str) -> None:
    book = load_workbook(BytesIO(to_xlsx(small())[0]))
    other = book.copy_worksheet(book["Tiltak og kjønn"])
    other.title, other.sheet_state = title, state
    file = BytesIO()
    book.save(file)
    with pytest.raises(Refusal, match=rule):
        xlsx.read(file.getvalue(), "report.xlsx")


@pytest.mark.parametrize(
    ("cell", "content", "rule"),
    [
        ("B2", 4.0, ""),
        ("B2", 4.2, ""),
        ("B2", "4", ""),
        ("B2", "04", NO_COUNT),
        ("B2", True, NO_COUNT),
        ("B2", date(2026, 1, 1), NO_COUNT),
        ("B2", None, NOT_EVERY),
        ("B2", "-", NO_COUNT),
        ("A2", 4, "a cell is beside the table"),
        ("F2", 4, "a cell is beside the table"),
        ("F2", " ", ""),
        ("F1", "NA", ""),
        ("F1", "Prosent", "text before the table's header"),
        ("E1", "April", "text before the table's header"),
        ("A1", "Kjønn", ""),
        ("A3", "Fotnote", ""),
    ],
)
def test_each_cell_of_a_workbook_has_its_place(cell: str, content: Any, rule: str) -> None:
    """An average of 4, January to March with 4, and what one other cell makes of them."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet.append([None, "Gjennomsnitt hittil i år", "Januar", "Februar", "Mars"])
    sheet.append(["I alt", 4, 4, 4, 4])
    sheet.append([None, *"4444"])
    sheet["A3"] = "Menn"
    sheet[cell] = content
    file = BytesIO()
    book.save(file)
    if rule:
        with pytest.raises(Refusal, match=re.escape(rule)):
            xlsx.read(file.getvalue(), "202603_TILT170.xlsx")
    else:
        (page,) = xlsx.read(file.getvalue(), "202603_TILT170.xlsx")
        assert [line.values for line in page.tables[0]] == [("4",) * 4] * 2


@pytest.mark.parametrize(
    ("title", "second", "rule"),
    [
        ("Tiltak og kaffe", 1, 'sheet "Tiltak og kaffe" is no section of the report'),
        (SHEET, 2, "the sheet's headers differ"),
        (SHEET, 1, ""),
    ],
)
def test_each_sheet_is_a_section_of_one_header(title: str, second: int, rule: str) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for months in (1, second):
        sheet.append([None, "Gjennomsnitt hittil i år", *("Januar", "Februar")[:months]])
        sheet.append(["I alt", 4, *[4] * months])
    file = BytesIO()
    book.save(file)
    if rule:
        with pytest.raises(Refusal, match=rule):
            xlsx.read(file.getvalue(), "202601_TILT170.xlsx")
    else:
        (page,) = xlsx.read(file.getvalue(), "202601_TILT170.xlsx")
        assert (page.head.code, page.head.period) == (CODE, ("2026-01", "2026-01"))
