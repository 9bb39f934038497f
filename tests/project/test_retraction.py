"""A report that is taken out is gone from every file of the project."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.facsimile.text import to_text
from tests.facsimile.world import made_up
from tests.lent import ROOT, lend_packages

REPORT = made_up("TILT110", 2025, 2, seed=7)
REPORT_ID = f"{REPORT.code}_{REPORT.updated_on}"
NOT_OURS = (".git", ".venv*", "target", "published", "*.duckdb", "__pycache__", ".hypothesis")


def run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def files_with(folder: Path, words: str) -> list[str]:
    """The files that hold these bytes, as `strings` would find them."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and ".venv" not in path.parts and words.encode() in path.read_bytes()
    )


@pytest.mark.slow
def test_nothing_of_a_removed_report_is_left(tmp_path: Path) -> None:
    folder, file = tmp_path / "project", tmp_path / "report.txt"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*NOT_OURS))
    lend_packages(folder)
    file.write_text(to_text(REPORT, between="  ")[0], encoding="utf-8")
    python = str(folder / ".venv/bin/python")
    run(folder, python, "-m", "extract", str(file))
    run(folder, "make", "build", "publish", "page")
    before = files_with(folder, REPORT_ID)
    assert "seeds/raw/raw_reports.csv" in before
    assert "nav_tilt.duckdb" in before
    run(folder, python, "-m", "extract", "--remove", REPORT_ID)
    run(folder, "make", "build", "publish", "page")
    assert files_with(folder, REPORT_ID) == []
