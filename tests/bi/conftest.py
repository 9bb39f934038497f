"""A served warehouse of 15 months and several reports, with the project around it."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from extract.__main__ import main as extract
from tests.facsimile.drawn_report import DrawnReport
from tests.facsimile.text import to_text
from tests.facsimile.world import made_up
from tests.lent import lend_packages
from tests.project.conftest import ROOT, Project, copy_project

PERSONS = (4257, 10002, 3)
"""In each tiltak: the last is a `*` in some months and a number in others."""
LANDED = (
    made_up("TILT170", 2023, 12, seed=5, persons=PERSONS),
    made_up("TILT170", 2024, 2, seed=5, persons=PERSONS, revisions=True),
    made_up("TILT170", 2024, 3, seed=5, persons=PERSONS, revisions=True),
    # one series ends earlier and one later than the others
    made_up("TILT110", 2024, 2, seed=6),
    made_up("TILT100", 2024, 4, seed=6),
)
OF_THE_PROJECT = "TILT170_2026-02-02"


@dataclass
class ServedProject:
    """A project with its warehouse `nav_tilt.duckdb`, as a user has it."""

    project: Project

    @property
    def folder(self) -> Path:
        return self.project.folder

    @property
    def database(self) -> Path:
        return self.folder / "nav_tilt.duckdb"

    @property
    def environment(self) -> dict[str, str]:
        """That of a user's shell: the programs of the extra on the PATH."""
        programs = Path(sys.prefix) / "bin"
        kept = {key: value for key, value in os.environ.items() if key != "NAV_TILT_DATABASE"}
        return kept | {"PATH": f"{programs}:{os.environ['PATH']}"}

    def run(
        self, command: str, given: str = "", variables: Mapping[str, str] | None = None
    ) -> str:
        """What a shell command prints in the folder of the project; it must succeed."""
        run = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", command],
            cwd=self.folder,
            env=self.environment | dict(variables or {}),
            input=given,
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, f"{command}\n{run.stdout}{run.stderr}"
        return run.stdout

    def land(self, *reports: DrawnReport) -> None:
        folder = self.folder / "reports"
        folder.mkdir(exist_ok=True)
        paths = [folder / f"{report.code}_{report.updated_on}.txt" for report in reports]
        for path, report in zip(paths, reports, strict=True):
            path.write_text(to_text(report, between="  ")[0], encoding="utf-8")
        raw = str(self.folder / "seeds/raw")
        assert extract(["--quiet", "--into", raw, *map(str, paths)]) == 0

    def forget(self, report_id: str) -> None:
        raw = str(self.folder / "seeds/raw")
        assert extract(["--quiet", "--into", raw, "--remove", report_id]) == 0


def serve(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *reports: DrawnReport
) -> ServedProject:
    """A copy of the project in which only these reports are landed; nothing is built yet."""
    served = ServedProject(copy_project(folder, monkeypatch))
    served.land(*reports)
    served.forget(OF_THE_PROJECT)
    for name in ("Makefile", "README.md", "analyses", "docs"):
        if not (folder / name).exists():
            (folder / name).symlink_to(ROOT / name)
    lend_packages(folder)
    return served


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedProject]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        served = serve(tmp_path_factory.mktemp("served"), monkeypatch, *LANDED)
        statuses = served.project.build("+marts", "bi", "+audit")
        assert set(statuses.values()) <= {"success", "pass"}
        yield served
