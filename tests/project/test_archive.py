"""Reports from an archive of Parquet files: the same warehouse as from the seeds."""

from pathlib import Path

import duckdb
import pytest

from extract.__main__ import main as extract
from tests.facsimile.text import to_text
from tests.facsimile.world import made_up

from .conftest import Project, unexpected

LAYERS = (
    "schema_name in ('raw', 'staging', 'intermediate', 'marts', 'audit')"
    " and table_name not like 'reports_built%'"
)


@pytest.fixture
def archive(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with what the seeds have, named by the variable."""
    folder = tmp_path / "Kari's archive"
    raw = project.folder / "seeds/raw"
    assert extract(["--quiet", "--copy", str(raw), "--archive", str(folder)]) == 0
    monkeypatch.setenv("NAV_TILT_ARCHIVE", str(folder))
    return folder


def land_siblings(project: Project, folder: Path) -> None:
    for report in (
        made_up("TILT170", 2025, 2, seed=1),
        made_up("TILT170", 2025, 3, seed=1, revisions=True),
        made_up("TILT100", 2025, 2, seed=2),
    ):
        text, _ = to_text(report, between="  ")
        (folder / f"{report.code}_{report.months}.txt").write_text(text, encoding="utf-8")
    assert extract(["--quiet", "--into", str(project.folder / "seeds/raw"), str(folder)]) == 0


def tables(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each table with the types of its columns, whatever their order."""
    names = project.query(
        f"select schema_name || '.' || table_name from duckdb_tables() where {LAYERS}"
    )
    found = {}
    for (name,) in names:
        columns = project.query(f"select column_name, column_type from (describe {name})")
        found[name] = [*columns, *project.query(f"select * from {name} order by all")]
    return found


def test_seeds_and_archive_give_the_same_warehouse(
    project: Project, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    (tmp_path / "reports").mkdir()
    land_siblings(project, tmp_path / "reports")
    assert not unexpected(project.build())
    by_seeds = tables(project)
    archive = request.getfixturevalue("archive")
    # what the seeds have beside them is not read
    seed = project.folder / "seeds/raw/raw_rows.csv"
    rows = seed.read_text()
    seed.write_text("\n".join(rows.splitlines()[:2]))
    assert not unexpected(project.build())
    seed.write_text(rows)
    assert len(list(archive.iterdir())) == 4
    by_archive = tables(project)
    assert by_archive.keys() == by_seeds.keys()
    different = [name for name, rows in by_seeds.items() if by_archive[name] != rows]
    assert different == []
    assert ("0301",) in project.query(
        "select kommune_code from marts.fct_participants_by_kommune"
    )


def test_tests_of_the_raw_seeds_guard_the_archive(project: Project, archive: Path) -> None:
    report = str(next(archive.iterdir())).replace("'", "''")
    with duckdb.connect() as connection:
        connection.execute(f"create table report as from '{report}'")
        connection.execute("update report set m01 = '3' where row_no = '1'")
        connection.execute(f"copy report to '{report}'")
    statuses = project.build("raw_rows", "raw_reports", "sections", "report_series")
    assert {name for name, status in statuses.items() if status == "fail"} == {
        "printed_count_raw_rows_m01",
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
