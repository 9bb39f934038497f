"""Built warehouses, attacked with all that their reports print."""

import shutil
from collections import defaultdict
from dataclasses import dataclass

import duckdb
import pytest

from tools.disclosure.audit import Attacked, attacked
from tools.disclosure.figures import Warehouse

from .conftest import Project
from .served import Key, keys_of

NO_TESTS = ("--exclude", "resource_type:test", "resource_type:unit_test")


@dataclass
class AttackedReports:
    """Reports that were built, attacked with all that NAV printed of a series in a year."""

    warehouse: duckdb.DuckDBPyConnection
    found: dict[str, Attacked]
    lines: dict[str, dict[Key, int]]


def build(project: Project, *select: str) -> dict[str, str]:
    """Build into the project's own folder, whichever project was copied last."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("NAV_TILT_DATABASE", str(project.folder / "nav_tilt.duckdb"))
        return project.build(*select)


def attack_all(project: Project) -> AttackedReports:
    """What the landed reports say, series by series and year by year."""
    # a copy: the next build may begin while this one is read
    copied = project.folder / f"copy_{len(list(project.folder.glob('copy_*')))}.duckdb"
    shutil.copy(project.folder / "nav_tilt.duckdb", copied)
    connection = duckdb.connect(str(copied), read_only=True)
    warehouse = Warehouse.of_file(connection)
    codes, found = warehouse.codes(), {}
    for year in sorted({report.year for report in warehouse.landed()}):
        figures = warehouse.figures(year)
        of_series = defaultdict(list)
        for n, report in enumerate(figures.reports):
            of_series[report.series].append(n)
        for series, kept in of_series.items():
            found[f"{series} {year}"] = attacked(figures.of_reports(kept), codes)
    lines = {year: keys_of(each.tables.figures) for year, each in found.items()}
    return AttackedReports(connection, found, lines)
