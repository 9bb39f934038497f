"""The nine reports of two months as PDF, text and workbook: three times the same marts."""

from collections.abc import Iterator

import pytest

from extract.__main__ import main as extract
from tests.extract.test_family import MONTHS, write
from tests.facsimile.drawn_report import DrawnReport
from tests.facsimile.family import nine_reports

from .conftest import Project, unexpected

pytestmark = pytest.mark.slow

FORMS = ("txt", "pdf", "xlsx")
REPORTS = [report for year, months in MONTHS.values() for report in nine_reports(year, months)]
OF_THE_FILE = {
    "dim_report": {
        *("source_file", "source_format", "source_sha256", "source_pages"),
        "extractor_version",
    },
    "fct_printed_cells": {"page", "row_no", "label", "printed", "is_repeated_total"},
}
"""Columns that say where a figure is printed and not what it is."""

Marts = dict[str, set[tuple[object, ...]]]


def marts(project: Project) -> Marts:
    """The rows of each mart, without what differs from file to file."""
    tables = project.query(
        "select table_name, list(column_name) from duckdb_columns()"
        " where schema_name = 'marts' group by table_name"
    )
    found = {}
    for table, columns in tables:
        kept = [f'"{column}"' for column in columns if column not in OF_THE_FILE.get(table, ())]
        found[table] = set(project.query(f"select {', '.join(kept)} from marts.{table}"))
    return found


@pytest.fixture(scope="module")
def by_form(project: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Marts]:
    found = {}
    raw = project.folder / "seeds/raw"
    for form in FORMS:
        folder = tmp_path_factory.mktemp(form)
        for month in MONTHS:
            (folder / month).mkdir()
        files = [
            write(report, form, folder / month)[0]
            for month, (year, _) in MONTHS.items()
            for report in REPORTS
            if report.year == year
        ]
        for seed in raw.glob("*.csv"):
            seed.unlink()
        assert extract(["--quiet", "--into", str(raw), *map(str, files)]) == 0
        # dbt's tests say the same of the same rows: once is enough
        statuses = project.build(tests=form == FORMS[0], but="int_disclosure+")
        assert not unexpected(statuses), (form, unexpected(statuses))
        found[form] = marts(project)
    return found


def test_all_forms_give_the_same_marts(by_form: dict[str, Marts]) -> None:
    text = by_form["txt"]
    assert len(text["fct_participants_by_fylke"]) > 1000
    for form in FORMS[1:]:
        assert by_form[form].keys() == text.keys()
        other = {table: rows for table, rows in text.items() if by_form[form][table] != rows}
        assert list(other) == [], form


def totals(report: DrawnReport) -> Iterator[int | None]:
    """The months of the report's total over all tiltak."""
    yield from report.sections[0].blocks[0].total.values[1:]


def test_marts_have_the_totals_of_every_report(project: Project, by_form: object) -> None:
    for report in REPORTS:
        in_groups = report.code == "TILT100"
        fact = "fct_main_groups" if in_groups else "fct_all_tiltak"
        served = project.query(
            f"select participants from marts.{fact}"
            f" where report_id = '{report.code}_{report.updated_on}'"
            f"{' and breakdown = $$all$$' if in_groups else ''} order by month"
        )
        assert [count for (count,) in served] == list(totals(report)), report.code
