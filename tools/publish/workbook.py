"""One workbook of what people ask for: wide views of the schema `bi`, and the codebook.

For readers with a spreadsheet and no SQL: marts have codes, and a sheet of all months by
kommune may have more rows than Excel takes.
"""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

import duckdb
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from . import codebook
from .parquet import STAR
from .tables import Table

NAME = "nav_tilt.xlsx"
SHEETS = {
    "I alt": ("all_tiltak", False),
    "Fylker": ("all_tiltak_by_current_fylke", False),
    "Kommuner": ("all_tiltak_by_current_kommune", True),
    "Tiltak": ("participants_by_tiltak", False),
    "Tiltak og fylke": ("participants_by_current_fylke", False),
    "Tiltak og kommune": ("participants_by_current_kommune", True),
    "Tiltak og status": ("participants", False),
    "Tiltak og kjønn": ("participants_by_gender", False),
    "Tiltak og alder": ("participants_by_age_group", False),
    "Tiltak og utdanning": ("participants_by_education", False),
    "Tiltak og innvandrer": ("participants_by_immigrant_status", False),
    "Tiltak og fødeland": ("participants_by_birth_region", False),
    "Hovedgrupper (TILT100)": ("main_groups", True),
}
"""The view behind each sheet, and whether it has the newest months alone: a sheet of Excel ends
after a million rows."""
NOTES = (
    "NAVs tiltaksdeltakere: NAV's monthly programme statistics, by nav_tilt",
    "Kilde: NAV. Befolkning, koder og navn: SSB. Lisens: CC BY 4.0",
    "* betyr 0, 1, 2 eller 3: les det aldri som 0. Summer begge grenser, minst og høyst.",
    STAR,
    "Kommuner og hovedgrupper har nyeste måned; alle måneder er i CSV og Parquet.",
    "Kommuner and main groups have the newest month here; CSV and Parquet have all months.",
)
THEN = datetime(2000, 1, 1)
"""The date in the file: the same rows give the same file."""


def write(tables: Sequence[Table], warehouse: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raises duckdb.Error where the warehouse has no views."""
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = THEN
    fill(book, "Les meg", ((note,) for note in NOTES))
    published = {table.name for table in tables}
    for title, (view, newest) in SHEETS.items():
        if f"fct_{view}" in published:
            answer = warehouse.sql(
                f"from bi.bi_{view} {'where is_newest_month' if newest else ''} order by all"
            )
            fill(book, title, [answer.columns, *answer.fetchall()])
    fill(book, "Kodebok", [codebook.HEADER, *codebook.lines(tables, warehouse)])
    content = BytesIO()
    book.save(content)
    path.write_bytes(undated(content))


def fill(book: Workbook, title: str, rows: Iterator[tuple[str]] | Sequence[object]) -> None:
    """A sheet whose first row is frozen."""
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number in range(1, 25):
        sheet.column_dimensions[get_column_letter(number)].width = 18
    for row in rows:
        sheet.append(row)


def undated(content: BytesIO) -> bytes:
    """The same workbook without the time at which its parts were packed."""
    packed = BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.infolist():
            member = zipfile.ZipInfo(part.filename, THEN.timetuple()[:6])
            new.writestr(member, old.read(part), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
