"""A report as workbook, one sheet per section, and the rows in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook

from tests.facsimile.drawn_report import DrawnReport, DrawnRow, Printed, Section, printed

SheetRow = list[str | int | None]

LONGEST = 31
"""Letters of a sheet's name in Excel."""


@dataclass(frozen=True)
class Book:
    """One way to fill a workbook."""

    label_column: int = 0
    """0 puts labels in column A; 1 in column B, with A empty."""
    na_column: bool = False
    dated: bool = True
    """The sheets say `Rapport oppdatert`; without it only the file's name has a date."""
    prose: bool = True
    header_each_block: bool = False


def filename(report: DrawnReport, dotted: bool = False) -> str:
    """The file's name as NAV gives it; its stamp is the last month that the report covers."""
    stamp = f"{report.year}{'.' if dotted else ''}{report.months:02}"
    return f"{stamp}_{report.code} {report.title.rstrip('.')}.xlsx"


def _row(row: DrawnRow) -> SheetRow:
    return [row.label, *("*" if value is None else value for value in row.values)]


def _lines(
    report: DrawnReport, section: Section, book: Book
) -> Iterator[tuple[SheetRow, DrawnRow | None]]:
    yield [report.source_line], None
    if book.dated:
        heading = report.heading(section.name)
        yield [heading, f"Rapport oppdatert: {report.updated_on:%d.%m.%Y}"], None
        yield [report.period], None
    yield [], None
    header: SheetRow = [None, *(text.replace("\u00ad", "") for text in report.headers)]
    for i, block in enumerate(section.blocks):
        if i == 0 or book.header_each_block:
            yield [*header, "NA"] if book.na_column else header, None
        for row in (block.total, *block.members):
            yield _row(row), row
        yield [], None


def to_xlsx(report: DrawnReport, book: Book | None = None) -> tuple[bytes, list[Printed]]:
    """The report's workbook, and every row in it, in order."""
    book = book or Book()
    workbook = Workbook(write_only=True)
    if book.prose:
        about = workbook.create_sheet("Om statistikken")
        about.append([report.source_line])
        about.append(["Celler med færre enn 4 personer er erstattet med spesialtegn «*»."])
    truth: list[Printed] = []
    for number, section in enumerate(report.sections, start=1 + book.prose):
        sheet = workbook.create_sheet(report.heading(section.name)[:LONGEST])
        for line, row in _lines(report, section, book):
            sheet.append([*[None] * book.label_column, *line])
            if row:
                cells = tuple(printed(value, " ") for value in row.values)
                truth.append(Printed(number, section.name, row.label, cells))
    file = BytesIO()
    workbook.save(file)
    return file.getvalue(), truth
