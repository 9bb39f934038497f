"""A build that keeps what is unchanged has the rows of one that makes everything anew."""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.artifacts.schemas.run import RunExecutionResult
from dbt.cli.main import dbtRunner

from extract.archive import Archive
from extract.land import Landed, to_landed
from tests.facsimile.world import made_up
from tests.project.conftest import PARTS, ROOT, copy_project

from .archive import as_extracted

TABLES = (
    "select schema_name || '.' || table_name from duckdb_tables()"
    " where table_name not like 'reports_built%' order by all"
)
PLANTED = "from staging.stg_nav__rows where page = 9999"
WATCHED = ["stg_nav__fingerprints", "stg_nav__rows"]


def landed(code: str, year: int, months: int, seed: int = 1) -> Landed:
    return to_landed(as_extracted(made_up(code, year, months, seed, revisions=True)))


FIRST = [
    *(landed("TILT170", 2025, months) for months in (2, 3)),
    *(landed(code, 2025, 2) for code in ("TILT100", "TILT110")),
    landed("TILT170", 2026, 1),
]
OTHER = landed("TILT110", 2025, 2, seed=2)


def key(*reports: Landed) -> Mapping[str, Landed]:
    return {report.report_id: report for report in reports}


class Archived:
    """A copy of the project whose reports are in an archive, and its warehouse."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.monkeypatch = folder, monkeypatch
        copy_project(folder, monkeypatch)
        (folder / "archive").mkdir()
        self.archive = Archive(folder / "archive")
        monkeypatch.setenv("NAV_TILT_ARCHIVE", str(folder / "archive"))
        self.database = folder / "nav_tilt.duckdb"

    def dbt(self, *arguments: str, database: Path | None = None) -> set[str]:
        """Runs dbt in this process; the statuses of the nodes that it ran."""
        self.monkeypatch.setenv("NAV_TILT_DATABASE", str(database or self.database))
        folders = ["--project-dir", str(self.folder), "--profiles-dir", str(self.folder)]
        outcome = dbtRunner().invoke(["--quiet", *arguments, *folders])
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
        if not isinstance(outcome.result, RunExecutionResult):
            raise outcome.exception or RuntimeError("dbt did nothing")
        # an exposure has nothing to do
        return {str(result.status) for result in outcome.result} - {"no-op"}

    def rows(self, database: Path) -> dict[str, list[tuple[object, ...]]]:
        with duckdb.connect(str(database), read_only=True) as connection:
            names = [name for (name,) in connection.execute(TABLES).fetchall()]
            return {
                name: connection.execute(f"select * from {name} order by all").fetchall()
                for name in names
            }

    def execute(self, sql: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.database)) as connection:
            return connection.execute(sql).fetchall()

    def plant(self, report: Landed) -> None:
        """Give a report a row more: a build that makes its rows anew loses it."""
        self.execute(
            "insert into staging.stg_nav__rows select * replace (9999 as page)"
            f" from staging.stg_nav__rows where report_id = '{report.report_id}' limit 1"
        )

    def is_kept(self) -> bool:
        return bool(self.execute(f"select 1 {PLANTED}"))


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archived]:
    """The first reports, built."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        made = Archived(tmp_path_factory.mktemp("archived"), monkeypatch)
        made.archive.save(key(*FIRST))
        assert made.dbt("build") <= {"success", "pass"}
        yield made


@pytest.fixture
def planted(archived: Archived) -> Iterator[Archived]:
    """The same with a mark in the report of 2026, which no test changes; undone at its end."""
    before = archived.folder / "before"
    before.mkdir()
    for name in (archived.database.name, "archive", *PARTS):
        source = archived.folder / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, before / name)
    archived.plant(FIRST[-1])
    yield archived
    for path in before.iterdir():
        old = archived.folder / path.name
        shutil.rmtree(old) if old.is_dir() else old.unlink()
        path.rename(old)
    before.rmdir()


CHANGES: dict[str, Mapping[str, Landed | None]] = {
    "reports are added, older months revised": key(
        landed("TILT110", 2025, 3), landed("TILT130", 2025, 2), landed("TILT170", 2025, 4)
    ),
    "reports are replaced": key(
        OTHER, replace(FIRST[2], rows=landed("TILT100", 2025, 2, 2).rows)
    ),
    "reports are removed": {FIRST[1].report_id: None, FIRST[2].report_id: None},
}
"""By report_id; of one that is replaced the file is the same, of another it is not."""


@pytest.mark.parametrize("change", CHANGES)
def test_incremental_and_full_builds_are_equal(
    planted: Archived, tmp_path: Path, change: str
) -> None:
    planted.archive.save(CHANGES[change])
    assert planted.dbt("build") <= {"success", "pass"}
    assert planted.is_kept()
    planted.execute(f"delete {PLANTED}")
    full = tmp_path / "full" / planted.database.name
    full.parent.mkdir()
    assert planted.dbt("build", database=full) <= {"success", "pass"}
    by_parts, at_once = planted.rows(planted.database), planted.rows(full)
    assert by_parts.keys() == at_once.keys()
    assert [name for name in at_once if by_parts[name] != at_once[name]] == []


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


PROJECT_CHANGES = {
    "a line of a seed": ("seeds/reference/tiltak.csv", "sheltered work", "Sheltered work"),
    "a macro": ("macros/participants_bounds.sql", "coalesce", "  coalesce"),
    "a macro of dbt in the project": ("macros/generate_schema_name.sql", "or", " or"),
    "a model": ("models/intermediate/int_members.sql", "final as", "final  as"),
    "the type of a column": (
        "models/marts/fct_revisions.yml",
        "data_type: date",
        "data_type: DATE",
    ),
    "a configuration": ("dbt_project.yml", "relation: true", "relation: false"),
    "a generic test": ("tests/generic/holds.sql", "select *", "select  *"),
    "a singular test": ("tests/every_block_is_one_tiltak.sql", "select", "select "),
    "an argument of a test": ("models/marts/fct_revisions.yml", "not_null", "unique"),
}


@pytest.mark.parametrize("change", PROJECT_CHANGES)
def test_a_change_of_the_project_builds_everything(planted: Archived, change: str) -> None:
    file, old, new = PROJECT_CHANGES[change]
    edit(planted.folder / file, old, new)
    planted.dbt("build", "--select", *WATCHED)
    assert not planted.is_kept()


def variables() -> list[str]:
    """The names under `vars` of dbt_project.yml."""
    block = re.search(r"^vars:\n((?: .*\n|\n)+)", (ROOT / "dbt_project.yml").read_text(), re.M)
    assert block
    return re.findall(r"^  (\w+):", block[1], re.M)


@pytest.mark.parametrize("variable", variables())
def test_another_variable_builds_everything(planted: Archived, variable: str) -> None:
    planted.dbt("build", "--select", *WATCHED, "--vars", f"{{{variable}: 5}}")
    assert not planted.is_kept()


@pytest.mark.parametrize(
    "run", [[], ["seed"], ["test", "--select", "fct_revisions"]], ids=" ".join
)
def test_where_nothing_changed_all_is_kept(planted: Archived, run: list[str]) -> None:
    if run:
        planted.dbt(*run)
    planted.dbt("build", "--select", *WATCHED)
    assert planted.is_kept()


@pytest.mark.parametrize(
    "run",
    [
        ["build", "--select", "int_members"],
        ["run", "--select", "int_members"],
        ["build", "--full-refresh", "--select", "int_members"],
    ],
    ids=" ".join,
)
def test_after_a_build_of_a_part_everything_is_built(planted: Archived, run: list[str]) -> None:
    planted.dbt(*run)
    planted.dbt("build", "--select", *WATCHED)
    assert not planted.is_kept()


def test_after_a_failed_build_everything_is_built(planted: Archived) -> None:
    good = FIRST[0]
    bad = tuple((*row[:5], "3", *row[6:]) for row in good.rows)
    planted.archive.save(key(replace(good, rows=bad)))
    assert "fail" in planted.dbt("build")
    planted.archive.save(key(good))
    planted.dbt("build", "--select", *WATCHED)
    assert not planted.is_kept()
