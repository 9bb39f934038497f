"""A copy of the dbt project that a test may spoil and build."""

import csv
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.artifacts.schemas.results import NodeStatus
from dbt.artifacts.schemas.run import RunExecutionResult
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest

from extract.__main__ import main as extract
from extract.store.landed import rows_sha256
from tests.facsimile.drawn_report import DrawnReport
from tests.facsimile.text import to_text

from .landed_reports import LANDED

ROOT = Path(__file__).parents[2]
# one model is Python and imports from tools what it does
PARTS = (
    *("dbt_project.yml", "profiles.yml", "analyses", "macros", "models", "seeds", "tests"),
    "tools",
)

SeedLine = dict[str, str]

WARNINGS = {
    "every_section_is_printed",
    "no_month_is_missing_between_two_reports",
    "tiltak_add_up_to_their_main_group",
}
"""Tests that warn where made-up reports omit what NAV's omit too."""
EXPECTED = {("warn", name) for name in WARNINGS}


def unexpected(statuses: dict[str, str]) -> dict[str, str]:
    """The nodes that did not succeed or pass, warnings of what made-up reports lack aside."""
    return {
        name: status
        for name, status in statuses.items()
        if status not in ("success", "pass") and (status, name) not in EXPECTED
    }


def fingerprint(rows: list[SeedLine]) -> SeedLine:
    """What raw_reports says of the rows of a report."""
    sha256 = rows_sha256(tuple(row.values()) for row in rows)
    return {"row_count": str(len(rows)), "rows_sha256": sha256}


@dataclass
class Project:
    """A dbt project in `folder`; `build` runs dbt in this process."""

    folder: Path
    parsed: tuple[dict[Path, int], Manifest] | None = None

    def rows(self, seed: str) -> list[SeedLine]:
        """The lines of a seed, `raw/raw_rows` for example."""
        with (self.folder / f"seeds/{seed}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, seed: str, rows: list[SeedLine]) -> None:
        with (self.folder / f"seeds/{seed}.csv").open(
            "w", encoding="utf-8", newline=""
        ) as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    @property
    def options(self) -> list[str]:
        return ["--project-dir", str(self.folder), "--profiles-dir", str(self.folder)]

    def build(self, *select: str, tests: bool = True, but: str = "") -> dict[str, str]:
        """The status of each node, by its name; nothing selected builds all."""
        # tests of which a parent is not selected would meet tables that are not there
        chosen = ["--select", *select, "--indirect-selection", "buildable"] if select else []
        if but:
            chosen += ["--exclude", but, "--indirect-selection", "buildable"]
        if not tests:
            chosen += ["--exclude-resource-type", "test", "unit_test"]
        outcome = dbtRunner(self.manifest()).invoke(
            ["--quiet", "build", *self.options, *chosen]
        )
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
        if not isinstance(outcome.result, RunExecutionResult):
            raise outcome.exception or RuntimeError("dbt built nothing")
        return {
            result.node.name: str(result.status)
            for result in outcome.result
            if result.status != NodeStatus.NoOp  # of an exposure there is nothing to build
        }

    def manifest(self) -> Manifest:
        """The parsed project: most tests change seeds alone, and parsing is half of a build."""
        files = {
            path: path.stat().st_mtime_ns
            for path in self.folder.rglob("*")
            if path.suffix in {".sql", ".yml"} and "target" not in path.parts
        }
        if self.parsed is None or self.parsed[0] != files:
            outcome = dbtRunner().invoke(["--quiet", "parse", *self.options])
            if not isinstance(outcome.result, Manifest):
                raise outcome.exception or RuntimeError("dbt parsed nothing")
            self.parsed = files, outcome.result
        return self.parsed[1]

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.folder / "nav_tilt.duckdb")) as connection:
            return connection.sql(sql).fetchall()

    def restore(self) -> None:
        """Make the folder what the project is, but for what dbt keeps of its parsing."""
        wanted = {path.relative_to(ROOT): path for path in project_files(ROOT)}
        for path in project_files(self.folder):
            if path.relative_to(self.folder) not in wanted:
                path.unlink()
        for name, path in wanted.items():
            copy = self.folder / name
            if not copy.exists() or _stamp(copy) != _stamp(path):
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, copy)
        (self.folder / "nav_tilt.duckdb").unlink(missing_ok=True)


def project_files(folder: Path) -> Iterator[Path]:
    """The files of the project's parts in this folder."""
    for part in PARTS:
        path = folder / part
        if path.is_dir():
            yield from (
                file
                for file in path.rglob("*")
                if file.is_file() and "__pycache__" not in file.parts
            )
        elif path.exists():
            yield path


def _stamp(path: Path) -> tuple[int, int]:
    return path.stat().st_size, path.stat().st_mtime_ns


def copy_project(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    return fresh(Project(folder), monkeypatch)


def fresh(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The copy as the project is, and the variable that names its warehouse."""
    project.restore()
    monkeypatch.setenv("NAV_TILT_DATABASE", str(project.folder / "nav_tilt.duckdb"))
    return project


@pytest.fixture(scope="session")
def landed_once(one_copy: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the reports of landed_reports.py as seeds, and their warehouse.

    Built once for all that read it: tests/conftest.py.
    """
    folder = tmp_path_factory.mktemp("landed")
    with pytest.MonkeyPatch.context() as monkeypatch:
        project = fresh(one_copy, monkeypatch)
        land_only(project, LANDED, tmp_path_factory.mktemp("reports"))
        assert not unexpected(project.build(but="int_disclosure+"))
    shutil.copytree(project.folder / "seeds/raw", folder / "raw")
    shutil.copy(project.folder / "nav_tilt.duckdb", folder)
    return folder


@pytest.fixture
def warehouse(landed_once: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    database = landed_once / "nav_tilt.duckdb"
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


def land_only(project: Project, reports: Sequence[DrawnReport], folder: Path) -> None:
    """Land these reports, as texts, in place of those that are landed."""
    raw = project.folder / "seeds/raw"
    for seed in raw.glob("*.csv"):
        seed.unlink()
    for report in reports:
        path = folder / f"{report.code}_{report.year}_{report.months}.txt"
        path.write_text(to_text(report, between="  ")[0], encoding="utf-8")
    assert extract(["--quiet", "--into", str(raw), str(folder)]) == 0


@pytest.fixture(scope="session")
def one_copy(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The one copy of a session, so that dbt parses it once."""
    return Project(tmp_path_factory.mktemp("nav_tilt"))


@pytest.fixture(scope="module")
def project(one_copy: Project) -> Iterator[Project]:
    """The project with the landed reports, for the tests of one module to spoil and build."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield fresh(one_copy, monkeypatch)
