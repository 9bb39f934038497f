"""A made-up archive of many years: all codes, a report a month, figures whose totals hold.

NAV's own reports of twenty years are not at hand, and rows drawn at random would be refused:
what costs time is in the rules on totals, names and borders.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

import duckdb

from extract.report import model
from extract.store.archive import Archive
from extract.store.landed import Landed, to_landed
from tests.facsimile.drawn_report import DrawnReport, printed, published
from tests.facsimile.world import REPORTS, made_up

DRAWN_YEAR = 2026
"""The one year that is drawn: a year takes 4 minutes of CPU, and twenty would take 80."""
ROWS_PER_PAGE = 12
REVISED = ("TILT170", "TILT110")
"""The series in which a later report changes some months of earlier ones."""


def pages(report: DrawnReport) -> Iterator[model.RawRow]:
    """Its rows as NAV prints them: the total of a block again on each of its pages."""
    page = 1
    for section in report.sections:
        for block in section.blocks:
            for start in range(0, len(block.members), ROWS_PER_PAGE):
                page += 1
                on_page = (block.total, *block.members[start : start + ROWS_PER_PAGE])
                for row_no, row in enumerate(on_page, start=1):
                    values = tuple(printed(value, "\u00a0") for value in row.values)
                    yield model.RawRow(page, row_no, section.name, model.Row(row.label, values))


def as_extracted(report: DrawnReport) -> model.Report:
    """What `extract` would read from its print."""
    report_id = f"{report.code}_{report.updated_on}"
    rows = tuple(pages(report))
    return model.Report(
        report_id,
        report.code,
        report.title,
        str(report.updated_on),
        f"{report.year}-01",
        f"{report.year}-{report.months:02}",
        f"{report_id}.pdf",
        "pdf",
        sha256(report_id.encode()).hexdigest(),
        rows[-1].page,
        "made up",
        rows,
    )


@cache
def drawn(code: str, month: int) -> DrawnReport:
    """The report of a series that comes out after a month of the drawn year."""
    return made_up(code, DRAWN_YEAR, month, 1, revisions=code in REVISED)


def in_year(report: DrawnReport, year: int) -> DrawnReport:
    """The same figures, printed in another year with the same kommuner."""
    return replace(report, year=year, updated_on=published(year, report.months))


def reports(year: int, months: range) -> dict[str, Landed]:
    """The reports that come out after these months of a year (2024 or later), by report_id."""
    made = [
        to_landed(as_extracted(in_year(drawn(code, month), year)))
        for code in REPORTS
        for month in months
    ]
    return {report.report_id: report for report in made}


def land(folder: Path, year: int, months: range) -> None:
    """Land them in an archive."""
    Archive(folder).save(reports(year, months))


def cells(folder: Path) -> int:
    """How many counts of months the reports of an archive print."""
    columns = ", ".join(f"count(m{month:02})" for month in range(1, 13))
    with duckdb.connect() as connection:
        found = connection.execute(f"select {columns} from '{folder}/*.parquet'").fetchall()
    return sum(found[0])
