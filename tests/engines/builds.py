"""A copy of the project with landed and made-up reports, built by dbt on any engine."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.__main__ import main as extract
from tests.facsimile.text import to_text
from tests.facsimile.world import made_up

ROOT = Path(__file__).parents[2]
PARTS = ("dbt_project.yml", "profiles.yml", "macros", "models", "seeds", "tests", "tools")
ENGINES = ("duckdb", "postgres", "spark")
OLDER_SPARK = ROOT / ".venv/spark-3.5"
"""Its packages, which take the place of those of the newer one."""
PREFIX = "nav_tilt_"
"""Begins the schemas of PostgreSQL and Spark."""
FAILED = {"error", "fail", "skipped", "runtime error"}


@dataclass(frozen=True)
class Relation:
    """A mart, an audit or a wide view: its columns with the types of its contract; `key` is its
    primary key, and empty where no engine enforces it."""

    schema: str
    name: str
    types: dict[str, str]
    key: tuple[str, ...]


@dataclass(frozen=True)
class Build:
    seconds: float
    failed: list[str]
    """What dbt says of each node that is not built or not true."""
    nodes: frozenset[str]
    """The ids of seeds, models and tests that ran."""
    output: str
    """What dbt printed."""

    @property
    def n_tests(self) -> int:
        return sum(node.startswith(("test.", "unit_test.")) for node in self.nodes)


@dataclass(frozen=True)
class Copy:
    """The copied project; `environment` leads dbt and `rows` to the engines of this run."""

    folder: Path
    environment: dict[str, str]

    @property
    def database(self) -> Path:
        return self.folder / "nav_tilt.duckdb"

    def manifest(self, engine: str) -> dict[str, Any]:
        path = self.folder / f"target/{engine}/manifest.json"
        manifest: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return manifest

    def relations(
        self, engine: str = "postgres", schemas: Sequence[str] = ("marts", "audit")
    ) -> list[Relation]:
        """Every mart and audit that an engine builds, as the project describes them."""
        return sorted(
            (
                relation(node)
                for node in self.manifest(engine)["nodes"].values()
                if node["resource_type"] == "model" and node["config"]["schema"] in schemas
            ),
            key=lambda relation: (relation.schema, relation.name),
        )

    def build(self, engine: str, *options: str) -> Build:
        """All models and tests on one engine, in a process of its own.

        Raises RuntimeError with the message of a dbt that stopped before the first node.
        """
        target = f"target/{engine}"
        results = self.folder / target / "run_results.json"
        results.unlink(missing_ok=True)
        started = time.monotonic()
        run = subprocess.run(
            [
                *(Path(sys.executable).parent / "dbt", "--quiet", "build"),
                *("--target", "spark" if engine == "spark35" else engine),
                *("--target-path", target, "--log-path", target),
                *options,
            ],
            cwd=self.folder,
            env={**os.environ, **self.environment, **spark_settings(self.folder, engine)},
            capture_output=True,
            text=True,
        )
        seconds = time.monotonic() - started
        if not results.exists():
            raise RuntimeError(run.stdout + run.stderr)
        nodes = json.loads(results.read_text("utf-8"))["results"]
        return Build(
            seconds,
            [
                f"{node['unique_id']}: {node['message']}"
                for node in nodes
                if node["status"] in FAILED
            ],
            frozenset(
                node["unique_id"]
                for node in nodes
                if node["unique_id"].startswith(("seed.", "model.", "test.", "unit_test."))
            ),
            run.stdout,
        )


def relation(node: dict[str, Any]) -> Relation:
    key = [
        name
        for constraint in node["constraints"]
        if constraint["type"] == "primary_key"
        for name in constraint["columns"]
    ]
    types = {name: column["data_type"] for name, column in node["columns"].items()}
    return Relation(node["config"]["schema"], node["name"], types, tuple(key))


def copy_project(folder: Path, server: dict[str, str]) -> Copy:
    """The project as it is, with siblings and revisions beside the landed report."""
    copy_parts(folder)
    land_made_up(folder)
    environment = {
        **server,
        "DBT_PROFILES_DIR": str(folder),
        "NAV_TILT_DATABASE": str(folder / "nav_tilt.duckdb"),
    }
    return Copy(folder, environment)


def spark_settings(folder: Path, engine: str) -> dict[str, str]:
    """Where Spark on this machine keeps tables, catalog and log, and which Spark it is."""
    own = folder / engine
    return {
        "NAV_TILT_SPARK_WAREHOUSE": str(own / "warehouse"),
        "NAV_TILT_SPARK_CATALOG": str(own / "metastore"),
        "NAV_TILT_SPARK_LOG": str(own / "derby.log"),
        "PYTHONPATH": str(OLDER_SPARK) if engine == "spark35" else "",
    }


def copy_parts(folder: Path) -> None:
    """What dbt reads of the project."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part)
        else:
            shutil.copy(source, folder / part)


def land_made_up(folder: Path) -> None:
    reports = folder / "reports"
    reports.mkdir()
    made = [made_up("TILT170", 2025, months, seed=1, revisions=True) for months in (2, 3)]
    made += [made_up(code, 2025, 2, seed=2) for code in ("TILT100", "TILT110")]
    # before the reform of 2024: codes that ended, and places without a successor of their own
    made.append(made_up("TILT170", 2023, 1, seed=3))
    for number, report in enumerate(made):
        text, _ = to_text(report, between="  ")
        (reports / f"{number}.txt").write_text(text, encoding="utf-8")
    status = extract(["--quiet", "--into", str(folder / "seeds/raw"), str(reports)])
    assert status == 0, "the made-up reports are refused"
