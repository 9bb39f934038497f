"""What a newcomer meets who does not have what it takes: one line, and nothing half-written."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pytest

from tests.lent import lend_packages

from .conftest import ROOT

PYTHON = """#!/bin/sh
# a Python that makes a .venv of copies of itself and installs nothing
echo "$*" >> "$(dirname "$0")/calls"
case "$*" in
*"{lacks}"*) exit 1;;
"-m venv"*) mkdir -p .venv/bin; cp "$0" .venv/bin/python;;
esac
"""
HOLD = """
import duckdb, sys
connection = duckdb.connect("nav_tilt.duckdb")
connection.execute("create table notes as select 1 as note")
print("open", flush=True)
sys.stdin.read()
"""


def make(folder: Path, *words: str, user: int | None = None) -> tuple[int, list[str]]:
    """The exit code of make and what it says on stderr, without its own last line."""
    # what the tests were started with is not what a newcomer has
    env = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    env.pop("NAV_TILT_DATABASE", None)
    done = subprocess.run(
        ["make", *words], cwd=folder, env=env, user=user, capture_output=True, text=True
    )
    return done.returncode, [line for line in done.stderr.splitlines() if "***" not in line]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh clone as far as make looks at it."""
    folder = tmp_path / "nav tilt (1), æøå"
    folder.mkdir()
    for name in ("Makefile", "requirements.lock"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


def stand_in(folder: Path, lacks: str = "nothing") -> str:
    python = folder.parent / "python"
    python.write_text(PYTHON.format(lacks=lacks))
    python.chmod(0o755)
    return f"PYTHON={python}"


@pytest.fixture
def small(clone: Path) -> Path:
    """A clone that is set up, of a project with one model, built when it said 4."""
    lend_packages(clone)
    (clone / "profiles.yml").write_bytes((ROOT / "profiles.yml").read_bytes())
    (clone / "dbt_project.yml").write_text(
        "{name: nav_tilt, profile: nav_tilt, flags: {send_anonymous_usage_stats: false}}"
    )
    (clone / "models").mkdir()
    (clone / "models/figures.sql").write_text("select 5 as figure")
    with duckdb.connect(str(clone / "nav_tilt.duckdb")) as connection:
        connection.execute("create table figures as select 4 as figure")
    return clone


def figures(folder: Path) -> list[tuple[int, ...]]:
    with duckdb.connect(str(folder / "nav_tilt.duckdb"), read_only=True) as connection:
        return connection.sql("from main.figures").fetchall()


@pytest.mark.parametrize(
    ("lacks", "says"),
    [
        ("version_info", "nav_tilt needs Python 3.11 or later"),
        ("ensurepip", "apt-get install python3-venv"),
        ("-m venv", "No .venv could be made"),
    ],
)
def test_a_python_that_will_not_do(clone: Path, lacks: str, says: str) -> None:
    code, [line] = make(clone, "build", stand_in(clone, lacks))
    assert code
    assert says in line


def test_no_python_at_all(clone: Path) -> None:
    code, [line] = make(clone, "build", "PYTHON=/no/such/python")
    assert code
    assert "nav_tilt needs Python 3.11 or later" in line


def test_packages_that_cannot_be_fetched(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in [key for key in os.environ if key.startswith("PIP_")]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    (small / "requirements-more.lock").write_text(f"no-such-package==1 --hash=sha256:{0:064}\n")
    code, [line] = make(small, ".venv/more")
    assert code
    assert line == (
        "Not installed: the packages of requirements-more.lock: [Errno 111] Connection refused"
        " (more in .venv/pip.log)"
    )
    assert not (small / ".venv/more").exists()


def test_a_folder_to_read_only(clone: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in clone.iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
        folder.chmod(0o555)
        nobody = 65534 if os.geteuid() == 0 else None  # root may write everywhere
        code, [line] = make(folder, "build", user=nobody)
        folder.chmod(0o755)
    assert code
    assert line.startswith(f"Nothing can be written to {folder}")


def test_a_clone_that_was_moved_is_set_up_anew(clone: Path) -> None:
    python, calls = stand_in(clone), clone.parent / "calls"

    def set_up() -> int:
        calls.unlink(missing_ok=True)
        assert make(clone, "setup", python) == (0, [])
        return calls.read_text().count("-m venv") if calls.exists() else 0

    assert (set_up(), set_up()) == (1, 0)
    clone = clone.rename(clone.parent / "moved")
    parsed = clone / "target/partial_parse.msgpack"  # dbt keeps full paths of seeds in it
    parsed.parent.mkdir()
    parsed.touch()
    assert (set_up(), set_up()) == (1, 0)
    assert not parsed.exists()


def test_a_second_build_waits_for_nobody_and_harms_none(small: Path) -> None:
    (small / "target/new").mkdir(parents=True)
    (small / "target/new/pid").write_text(str(os.getpid()))
    code, [line] = make(small, "build")
    assert code
    assert line == f"Another build is at work here (process {os.getpid()})"
    assert (small / "target/new/pid").exists()


def test_who_holds_the_database_stops_no_build(small: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", HOLD],
        cwd=small,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"open\n"
        # as if a build was killed: its process is there no more
        (small / "target/new").mkdir(parents=True)
        (small / "target/new/pid").write_text("4194305")
        assert make(small, "build") == (0, [])
        assert figures(small) == [(5,)]
        writer.send_signal(signal.SIGKILL)
    assert figures(small) == [(5,)]
    assert not (small / "nav_tilt.duckdb.wal").exists()


def test_a_build_that_stops_leaves_the_database_as_it_was(small: Path) -> None:
    (small / "models/figures.sql").write_text("select figure")
    code, lines = make(small, "build")
    assert code
    assert lines == ["The build stopped; nav_tilt.duckdb is as it was."]
    assert figures(small) == [(4,)]


def test_docs_before_a_build(small: Path) -> None:
    (small / "nav_tilt.duckdb").unlink()
    code, [line] = make(small, "docs")
    assert code
    assert line == "docs: nav_tilt.duckdb is not there: run make build"


def test_a_python_without_the_packages() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-m", "extract", "a.pdf"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert "run make setup, then .venv/bin/python -m extract" in line


def test_help_names_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)
    command = ["make", "--no-print-directory", "help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert [line.split()[0] for line in done.stdout.splitlines()] == targets
