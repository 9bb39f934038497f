"""A dashboard holds the file open and asks on while a build makes a new one."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.facsimile.world import made_up

from .conftest import ServedProject, serve
from .reader import looked_at

BEFORE = made_up("TILT170", 2024, 2, seed=5)
AFTER = made_up("TILT170", 2024, 3, seed=5)
PROGRAM = Path(__file__).with_name("reader.py")
PATIENCE = 60
"""Seconds that a reader has for a look."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedProject]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        project = serve(tmp_path_factory.mktemp("reader"), monkeypatch, BEFORE)
        project.run("make build")
        project.land(AFTER)
        yield project


@dataclass
class OpenReader:
    """A process that looks at the warehouse all the time, and what it has seen."""

    process: "subprocess.Popen[bytes]"
    path: Path

    def seen(self) -> list[Any]:
        lines = self.path.read_text("utf-8").splitlines(keepends=True)
        return [json.loads(line) for line in lines if line.endswith("\n")]

    def look(self, times: int) -> None:
        """Wait until it has looked so many times more."""
        goal, deadline = len(self.seen()) + times, time.monotonic() + PATIENCE
        while len(self.seen()) < goal:
            assert self.process.poll() is None, self.path.read_text("utf-8")
            assert time.monotonic() < deadline
            time.sleep(0.1)


@contextmanager
def reading(project: ServedProject, how: str) -> Iterator[OpenReader]:
    path = project.folder / f"seen_{how}"
    with path.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, PROGRAM, project.database, how],
            stdin=subprocess.PIPE,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    reader = OpenReader(process, path)
    try:
        reader.look(1)
        yield reader
        reader.look(2)
    finally:
        process.communicate()
    assert process.returncode == 0, path.read_text("utf-8")


def everything(project: ServedProject) -> Any:
    """What a reader must see of the warehouse that is served now."""
    with duckdb.connect(str(project.database), read_only=True) as connection:
        return json.loads(json.dumps(looked_at(connection)))


def test_a_build_into_the_served_file_is_refused(project: ServedProject) -> None:
    """What the rename is for: a reader locks the file."""
    before = everything(project)
    with reading(project, "stays"):
        run = subprocess.run(
            ["bash", "-c", ".venv/bin/dbt --quiet --fail-fast build"],
            cwd=project.folder,
            env=project.environment,
            capture_output=True,
            text=True,
        )
    assert run.returncode != 0
    assert "lock" in run.stdout + run.stderr
    assert everything(project) == before


def test_readers_go_on_during_a_build(project: ServedProject) -> None:
    before = everything(project)
    with reading(project, "stays") as stays, reading(project, "comes back") as comes_back:
        project.run("make build")
    after = everything(project)
    assert after.keys() == before.keys()
    assert after != before
    assert len(stays.seen()) > 10
    assert all(seen == before for seen in stays.seen())
    returned = comes_back.seen()
    changed = returned.index(after)
    assert changed > 10
    assert all(seen == before for seen in returned[:changed])
    assert all(seen == after for seen in returned[changed:])


def test_a_new_connection_sees_the_new_report(project: ServedProject) -> None:
    with duckdb.connect(str(project.database), read_only=True) as connection:
        newest = connection.sql(
            "select max(report_id), cast(max(month) as varchar)"
            " from marts.fct_participants_by_tiltak"
        ).fetchall()
    assert newest == [(f"TILT170_{AFTER.updated_on}", "2024-03-01")]
