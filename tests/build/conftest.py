"""A project with two marts and real hooks, small enough to be built in a second or two."""

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.lent import ROOT
from tools.build.progress import Progress
from tools.build.run import build

PROJECT = """
name: nav_tilt
profile: nav_tilt
flags: {send_anonymous_usage_stats: false}
on-run-start: ["{{ nav_tilt.forget_tests() }}"]
on-run-end: ["{{ nav_tilt.explain_failures(results) }}"]
seeds: {nav_tilt: {raw: {+schema: raw}}}
models: {nav_tilt: {+materialized: table, marts: {+schema: marts}}}
"""
REPORTS = """report_id,report_code,first_month,last_month
TILT170_2025-03-31,TILT170,2025-01-01,2025-02-01
TILT170_2026-02-02,TILT170,2026-01-01,2026-01-01
"""
FILES = {
    "dbt_project.yml": PROJECT,
    "seeds/raw/raw_reports.csv": REPORTS,
    "models/marts/dim_report.sql": "select * from {{ ref('raw_reports') }}",
    "models/marts/dim_fylke.sql": """
        select * from (values ('03', 'Oslo'), ('46', 'Vestland')) as f (fylke_code, name_nb)
    """,
    "models/marts/fct_participants_by_fylke.sql": """
        select
            reports.last_month as month, 'VASV' as tiltak_code, fylker.fylke_code,
            case fylke_code when '46' then 1066 end as participants
        from {{ ref('dim_report') }} as reports cross join {{ ref('dim_fylke') }} as fylker
    """,
}


@dataclass
class Small:
    """The project in a folder; `stays` names what a build may leave there."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "nav_tilt.duckdb"

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self) -> tuple[str, list[str]]:
        """Run the build runner here: its summary, and the lines that it says on the way."""
        stream = StringIO()
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.folder)
            patch.delenv("NAV_TILT_DATABASE", raising=False)
            summary = build(Path("nav_tilt.duckdb"), Progress(stream))
        return summary, stream.getvalue().splitlines()

    def start(self, **options: Any) -> "subprocess.Popen[str]":
        """Run it in a process of its own, as make does."""
        return subprocess.Popen(
            [sys.executable, "-m", "tools.build"],
            cwd=self.folder,
            env=environment() | {"PYTHONPATH": str(ROOT)},
            text=True,
            # a shell without job control starts us with Ctrl-C ignored
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options,
        )

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.sql(sql).fetchall()

    def execute(self, sql: str) -> None:
        """As a user does who keeps tables of their own in the file."""
        with duckdb.connect(str(self.database)) as connection:
            connection.execute(sql)

    def left(self) -> set[str]:
        """Names in the folder that are not of the project."""
        ours = {Path(name).parts[0] for name in FILES} | {"macros", "profiles.yml", "tests"}
        return {path.name for path in self.folder.iterdir()} - ours


def environment() -> dict[str, str]:
    """That of a user, who has no settings of the tests."""
    return {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("MAKE", "MFLAGS", "NAV_TILT_"))
    }


def written(folder: Path) -> Small:
    project = Small(folder)
    for name, text in FILES.items():
        project.write(name, text)
    shutil.copy(ROOT / "profiles.yml", folder)
    shutil.copytree(ROOT / "macros", folder / "macros")
    return project


@pytest.fixture(autouse=True)
def no_profiles_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBT_PROFILES_DIR", raising=False)


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return written(tmp_path)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Small:
    project = written(tmp_path_factory.mktemp("template"))
    project.build()
    return project


@pytest.fixture
def served(template: Small, tmp_path: Path) -> Small:
    """The same, built once."""
    shutil.copytree(template.folder, tmp_path, dirs_exist_ok=True)
    return Small(tmp_path)
