"""A report that is taken out is gone from every file of the project."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.facsimile.text import to_text
from tests.facsimile.world import made_up
from tests.lent import ROOT, lend_packages

REPORT = made_up("TILT110", 2025, 2, seed=7)
KEPT = made_up("TILT170", 2025, 1, seed=7)
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
@pytest.mark.parametrize("store", ["seeds", "archive"])
def test_nothing_of_a_removed_report_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: str
) -> None:
    folder, reports = tmp_path / "project", tmp_path / "reports"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*NOT_OURS))
    lend_packages(folder)
    landed = "seeds/raw/raw_reports.csv"
    if store == "archive":
        (folder / "archive").mkdir()
        monkeypatch.setenv("NAV_TILT_ARCHIVE", str(folder / "archive"))
        landed = f"archive/{REPORT_ID}.parquet"
    reports.mkdir()
    for number, report in enumerate((REPORT, KEPT)):
        text, _ = to_text(report, between="  ")
        (reports / f"{number}.txt").write_text(text, encoding="utf-8")
    python = str(folder / ".venv/bin/python")
    run(folder, python, "-m", "extract", str(reports))
    run(folder, "make", "build", "publish", "page")
    before = files_with(folder, REPORT_ID)
    assert {landed, "nav_tilt.duckdb"} <= set(before)
    run(folder, python, "-m", "extract", "--remove", REPORT_ID)
    run(folder, "make", "build", "publish", "page")
    assert files_with(folder, REPORT_ID) == []
