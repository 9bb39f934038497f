"""What a newcomer meets who does not have what it takes: one line, and nothing half-written."""

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from zipfile import ZipFile

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


def make(folder: Path, *arguments: str, user: int | None = None) -> tuple[int, list[str]]:
    """The exit code of make and what it says on stderr, without its own last line."""
    # what the tests were started with is not what a newcomer has
    env = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    env.pop("NAV_TILT_DATABASE", None)
    done = subprocess.run(
        ["make", *arguments], cwd=folder, env=env, user=user, capture_output=True, text=True
    )
    return done.returncode, [line for line in done.stderr.splitlines() if "***" not in line]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh clone as far as make looks at it."""
    folder = tmp_path / "nav tilt (1), æøå"
    folder.mkdir()
    copy_install(folder)
    return folder


def copy_install(folder: Path) -> None:
    (folder / "tools").mkdir()
    for name in ("Makefile", "requirements.lock", "tools/install.py"):
        (folder / name).write_bytes((ROOT / name).read_bytes())


def stand_in(folder: Path, lacks: str = "nothing") -> str:
    python = folder.parent / "python"
    python.write_text(PYTHON.format(lacks=lacks))
    python.chmod(0o755)
    return f"PYTHON={python}"


@pytest.fixture
def ready(clone: Path) -> Path:
    """A clone that is set up, without a warehouse."""
    lend_packages(clone)
    return clone


@pytest.mark.parametrize(
    ("lacks", "says"),
    [
        ("version_info", "nav_tilt needs Python 3.11, 3.12, 3.13 or 3.14, not"),
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
    assert "nav_tilt needs Python 3.11" in line
    assert "not /no/such/python" in line


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone with a `.venv` of its own, and a lock of one package in a wheel beside it."""
    folder = tmp_path_factory.mktemp("empty")
    copy_install(folder)
    venv.create(folder / ".venv", with_pip=True)
    (folder / ".venv/ready").write_text(f"{folder}\n", encoding="utf-8")
    wheel = folder / "tilt_test-1.0-py3-none-any.whl"
    with ZipFile(wheel, "w") as file:
        file.writestr("tilt_test.py", "")
        about = "tilt_test-1.0.dist-info"
        file.writestr(
            f"{about}/METADATA", "Metadata-Version: 2.1\nName: tilt-test\nVersion: 1.0\n"
        )
        file.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        file.writestr(f"{about}/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock = f"tilt-test==1.0 \\\n    --hash=sha256:{digest}\n"
    (folder / "requirements-more.lock").write_text(lock)
    return folder


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in [key for key in os.environ if key.startswith("PIP_")]:
        monkeypatch.delenv(key)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")


TITLE = ".venv: 1 packages of requirements-more.lock"


@pytest.mark.usefixtures("offline")
def test_packages_that_cannot_be_fetched(empty: Path) -> None:
    code, lines = make(empty, ".venv/more")
    assert code
    assert lines == [
        TITLE,
        "Not installed: the packages of requirements-more.lock: [Errno 111] Connection refused"
        " (more in .venv/pip.log)",
    ]
    assert not (empty / ".venv/more").exists()


@pytest.mark.usefixtures("offline")
def test_a_configuration_that_leads_elsewhere_is_refused(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pip.conf").write_text(f"[install]\ntarget = {tmp_path}/elsewhere\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    monkeypatch.setenv("PIP_FIND_LINKS", str(empty))
    code, lines = make(empty, ".venv/more")
    assert code
    assert lines == [
        TITLE,
        "Not installed: the packages of requirements-more.lock:"
        " pip put tilt-test elsewhere: see pip config list",
    ]


@pytest.mark.usefixtures("offline")
def test_variables_of_other_installations_lead_nowhere_else(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tilt_test.py").touch()
    monkeypatch.setenv("PIP_FIND_LINKS", str(empty))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PIP_TARGET", str(tmp_path))
    monkeypatch.setenv("PIP_USER", "1")
    assert make(empty, ".venv/more") == (0, [TITLE])
    assert list(empty.glob(".venv/lib/*/site-packages/tilt_test.py"))


def test_a_folder_to_read_only(clone: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_install(folder)
        folder.chmod(0o555)
        nobody = 65534 if os.geteuid() == 0 else None  # root may write everywhere
        code, [line] = make(folder, "build", user=nobody)
        folder.chmod(0o755)
    assert code
    assert line.startswith(f"Nothing can be written to {folder}")


def test_a_clone_that_was_moved_is_set_up_again(clone: Path) -> None:
    python, calls = stand_in(clone), clone.parent / "calls"

    def set_up() -> int:
        calls.unlink(missing_ok=True)
        assert make(clone, "setup", python)[0] == 0
        return calls.read_text().count("-m venv") if calls.exists() else 0

    assert (set_up(), set_up()) == (1, 0)
    clone = clone.rename(clone.parent / "moved")
    parsed = clone / "target/partial_parse.msgpack"  # dbt keeps full paths of seeds in it
    parsed.parent.mkdir()
    parsed.touch()
    assert (set_up(), set_up()) == (1, 0)
    assert not parsed.exists()


@pytest.mark.parametrize("target", ["docs", "sql"])
def test_what_reads_the_warehouse_before_a_build(ready: Path, target: str) -> None:
    code, [line] = make(ready, target)
    assert code
    assert line == f"{target}: nav_tilt.duckdb is not there: run make build"


def test_no_report_to_land(ready: Path) -> None:
    code, [line] = make(ready, "land")
    assert code
    assert line == "land: name a report: make land REPORT=file.pdf"


@pytest.mark.parametrize(
    ("folder", "meant"),
    [
        ("extract", "make land REPORT=file.pdf"),
        ("models", "make build"),
        ("seeds", "make build"),
        ("tests", "make test"),
        ("tools", "make help"),
    ],
)
def test_a_folder_that_is_taken_for_a_target(clone: Path, folder: str, meant: str) -> None:
    (clone / folder).mkdir(exist_ok=True)
    code, [line] = make(clone, folder)
    assert code
    assert line.startswith(f"{folder} is a folder; ")
    assert meant in line


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
    named = [line.split()[0] for line in done.stdout.splitlines() if line]
    assert named == targets
    assert named.index("build") < named.index("land") < named.index("sql") < named.index("test")
