"""Reports from an archive of Parquet files: the same warehouse as from the seeds."""

from pathlib import Path

import duckdb
import pytest

from extract.__main__ import main as extract
from tests.slow import slow

from .conftest import Project
from .landed_reports import LANDED

LAYERS = (
    "schema_name in ('raw', 'staging', 'intermediate', 'marts', 'audit')"
    " and table_name not like 'reports_built%'"
)


def archived(raw: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with what these seeds have, named by the variable."""
    assert extract(["--quiet", "--copy", str(raw), "--archive", str(folder)]) == 0
    monkeypatch.setenv("NAV_TILT_ARCHIVE", str(folder))
    return folder


@pytest.fixture
def archive(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of the one report of the project."""
    return archived(project.folder / "seeds/raw", tmp_path / "archive", monkeypatch)


def tables(warehouse: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each table with the types of its columns, whatever their order."""

    def query(sql: str) -> list[tuple[object, ...]]:
        return warehouse.execute(sql).fetchall()

    names = query(
        f"select schema_name || '.' || table_name from duckdb_tables() where {LAYERS}"
    )
    return {
        str(name): [
            *query(f"select column_name, column_type from (describe {name})"),
            *query(f"select * from {name} order by all"),
        ]
        for (name,) in names
    }


@pytest.mark.parametrize("models", [["+stg_nav__*"], slow([])], ids=str)
def test_seeds_and_archive_give_the_same_warehouse(
    models: list[str],
    landed_once: Path,
    warehouse: duckdb.DuckDBPyConnection,
    project: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the project has as seeds, another report, is not read."""
    archive = archived(landed_once / "raw", tmp_path / "Kari's archive", monkeypatch)
    assert len(list(archive.iterdir())) == len(LANDED)
    statuses = project.build(*models, but="int_disclosure+", tests=False)
    assert set(statuses.values()) == {"success"}
    by_seeds = tables(warehouse)
    with duckdb.connect(str(project.folder / "nav_tilt.duckdb"), read_only=True) as other:
        by_archive = tables(other)
    assert by_archive.keys() == by_seeds.keys() or models
    assert len(by_archive["raw.raw_rows"]) > 1000
    assert [name for name, rows in by_archive.items() if by_seeds[name] != rows] == []


def test_tests_of_the_raw_seeds_guard_the_archive(project: Project, archive: Path) -> None:
    report = str(next(archive.iterdir())).replace("'", "''")
    with duckdb.connect() as connection:
        connection.execute(f"create table report as from '{report}'")
        connection.execute("update report set m01 = '3' where row_no = '1'")
        connection.execute(f"copy report to '{report}'")
    statuses = project.build("raw_rows", "raw_reports", "sections", "report_series")
    assert {name for name, status in statuses.items() if status == "fail"} == {
        "every_cell_is_a_count_or_a_star",
        "every_landed_row_is_unchanged",
    }


def test_an_archive_without_reports_is_refused(
    project: Project, archive: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for path in archive.iterdir():
        path.unlink()
    statuses = project.build("raw_rows", "raw_reports")
    assert {statuses["raw_rows"], statuses["raw_reports"]} == {"error"}
    assert f"{archive} has no reports" in capfd.readouterr().out
