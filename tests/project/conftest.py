"""A copy of the dbt project that a test may spoil and build."""

import csv
import shutil
from collections.abc import Iterator
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

from extract.store.landed import rows_sha256

ROOT = Path(__file__).parents[2]
# one model is Python and imports from tools what it does
PARTS = (
    *("dbt_project.yml", "profiles.yml", "analyses", "macros", "models", "seeds", "tests"),
    "tools",
)

Row = dict[str, str]

WARNINGS = {
    "every_section_is_printed",
    "no_month_is_missing_between_two_reports",
    "tiltak_add_up_to_their_main_group",
}
"""Tests that warn where made-up reports leave out what NAV's leave out too."""
EXPECTED = {("warn", name) for name in WARNINGS}


def unexpected(statuses: dict[str, str]) -> dict[str, str]:
    """The nodes that did not succeed or pass, warnings of what made-up reports lack aside."""
    return {
        name: status
        for name, status in statuses.items()
        if status not in ("success", "pass") and (status, name) not in EXPECTED
    }


def fingerprint(rows: list[Row]) -> Row:
    """What raw_reports says of the rows of a report."""
    sha256 = rows_sha256(tuple(row.values()) for row in rows)
    return {"row_count": str(len(rows)), "rows_sha256": sha256}


@dataclass
class Project:
    """A dbt project in `folder`; `build` runs dbt in this process."""

    folder: Path
    parsed: tuple[dict[Path, int], Manifest] | None = None

    def rows(self, seed: str) -> list[Row]:
        """The lines of a seed, `raw/raw_rows` for example."""
        with (self.folder / f"seeds/{seed}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, seed: str, rows: list[Row]) -> None:
        with (self.folder / f"seeds/{seed}.csv").open(
            "w", encoding="utf-8", newline=""
        ) as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    @property
    def options(self) -> list[str]:
        return ["--project-dir", str(self.folder), "--profiles-dir", str(self.folder)]

    def build(self, *select: str) -> dict[str, str]:
        """The status of each node, by its name; nothing selected builds all."""
        # tests of which a parent is left out would meet tables that are not there
        chosen = ["--select", *select, "--indirect-selection", "buildable"] if select else []
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


def copy_project(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part)
        else:
            shutil.copy(source, folder / part)
    monkeypatch.setenv("NAV_TILT_DATABASE", str(folder / "nav_tilt.duckdb"))
    return Project(folder)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A copy of the project for the tests of one module, with the landed reports."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield copy_project(tmp_path_factory.mktemp("nav_tilt"), monkeypatch)
