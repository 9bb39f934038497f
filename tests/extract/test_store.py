"""What is landed: never half, never rewritten when it is damaged, whatever kills a call."""

import errno
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from extract import version
from extract.__main__ import main
from extract.version import extractor_version
from tests.kills import kills
from tests.slow import slow

from .test_landing import RunExtract, raw, run, state, store, text_file

__all__ = ["raw", "run", "store"]  # fixtures
ROOT = Path(__file__).parents[2]
REPORTS, ROWS = "raw_reports.csv", "raw_rows.csv"
Damage = Callable[[Path], object]


def edit(name: str, change: Callable[[list[str]], list[str]]) -> Damage:
    """Change the lines of a CSV."""

    def damage(raw: Path) -> None:
        lines = (raw / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (raw / name).write_text("".join(change(lines)), encoding="utf-8")

    return damage


def cut(name: str, n_bytes: int) -> Damage:
    return lambda raw: (raw / name).write_bytes((raw / name).read_bytes()[:-n_bytes])


DAMAGE: dict[str, tuple[Damage, str]] = {
    "no rows file": (lambda raw: (raw / ROWS).unlink(), f"{ROWS} is missing"),
    "no reports file": (lambda raw: (raw / REPORTS).unlink(), f"{REPORTS} is missing"),
    "empty rows file": (lambda raw: (raw / ROWS).write_text(""), f"{ROWS} is not a CSV"),
    "no header": (edit(ROWS, lambda lines: lines[1:]), f"{ROWS} has other columns"),
    "header alone": (edit(ROWS, lambda lines: lines[:1]), "has 0 rows, and "),
    "orphans": (edit(REPORTS, lambda lines: lines[:-1]), "TILT170_2026-03-02"),
    "row deleted": (edit(ROWS, lambda lines: lines[:9] + lines[10:]), "rows, and "),
    "cut in a line": (cut(ROWS, 4), "cells in line"),
    "cut at a line's end": (cut(REPORTS, 4), "are not those that were landed"),
    "letter changed": (
        edit(
            ROWS, lambda lines: [*lines[:3], lines[3].replace("Tiltak,", "tiltak,"), *lines[4:]]
        ),
        "are not those that were landed",
    ),
    "rows exchanged": (
        edit(ROWS, lambda lines: [*lines[:3], lines[4], lines[3], *lines[5:]]),
        "are not those that were landed",
    ),
    "date changed": (
        edit(
            REPORTS,
            lambda lines: [line.replace(",2026-03-02", ",2026-03-03") for line in lines],
        ),
        "has the code TILT170 and the date 2026-03-03",
    ),
    "report twice": (
        edit(REPORTS, lambda lines: [*lines, lines[-1]]),
        "two lines of one report",
    ),
    "conflict": (
        edit(ROWS, lambda lines: [*lines[:2], "<<<<<<< HEAD\n", *lines[2:]]),
        "conflict markers",
    ),
    "not UTF-8": (lambda raw: (raw / ROWS).open("ab").write(b"\xff\n"), "is not a CSV"),
    "long cell": (
        edit(ROWS, lambda lines: [*lines, f"{'x' * 140_000},\n"]),
        "is not a CSV",
    ),
}


@pytest.mark.parametrize("store", ["--into"], indirect=True)
@pytest.mark.parametrize(("damage", "message"), DAMAGE.values(), ids=DAMAGE)
def test_damaged_seeds_are_never_rewritten(
    damage: Damage, message: str, tmp_path: Path, raw: Path, run: RunExtract
) -> None:
    run(*(text_file(tmp_path, months) for months in (1, 2)))
    other = text_file(tmp_path, 3)
    damage(raw)
    damaged = state(raw)
    for call in ((other,), ("--remove", "TILT170_2026-02-02"), ("--list",)):
        code, out, err = run(*call)
        assert (code, out, err.count("\n"), state(raw)) == (1, "", 1, damaged)
        assert message in err
        assert "nothing was changed: bring" in err
        assert f"git checkout -- {raw}" in err or len(err) == 401


@pytest.mark.parametrize("store", ["--into"], indirect=True)
def test_two_empty_files_are_a_new_store_and_so_are_their_headers(
    tmp_path: Path, raw: Path, run: RunExtract
) -> None:
    raw.mkdir()
    for name in (REPORTS, ROWS):
        (raw / name).touch()
    assert run(text_file(tmp_path))[0] == 0
    landed = state(raw)
    assert run("--remove", "TILT170_2026-03-02")[0] == 0
    assert [content.count(b"\n") for content in state(raw).values()] == [1, 1]
    for name, content in landed.items():  # as git may write them on other systems
        (raw / name).write_bytes(content.replace(b"\n", b"\r\n"))
    assert run("--list")[1].startswith("TILT170_2026-03-02")


@pytest.mark.parametrize("store", ["--into"], indirect=True)
def test_seeds_of_an_older_extract_are_landed_again(
    tmp_path: Path, raw: Path, run: RunExtract
) -> None:
    run(text_file(tmp_path))
    edit(REPORTS, lambda lines: [line.rsplit(",", 2)[0] + "\n" for line in lines])(raw)
    older = state(raw)
    code, _, err = run(text_file(tmp_path, 3))
    assert (code, err.count("\n"), state(raw)) == (1, 1, older)
    assert "land its reports again in an empty folder" in err


@pytest.mark.parametrize("store", ["--archive"], indirect=True)
@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        ("update report set m01 = '7' where row_no = '2'", "are not those that were landed"),
        ("delete from report where row_no = '2'", "rows"),
    ],
)
def test_a_damaged_report_of_an_archive_is_never_rewritten(
    spoil: str, message: str, tmp_path: Path, raw: Path, run: RunExtract
) -> None:
    report = text_file(tmp_path)
    run(report)
    [path] = raw.iterdir()
    with duckdb.connect() as connection:
        connection.execute(f"create table report as from '{path}'")
        connection.execute(spoil)
        connection.execute(f"copy report to '{path}' (format parquet)")
    damaged = state(raw)
    for call in ((report, "--replace"), ("--remove", path.stem)):
        code, out, err = run(*call)
        assert (code, out, err.count("\n"), state(raw)) == (1, "", 1, damaged)
        assert message in err
        assert "delete it and land again" in err


def landing(tmp_path: Path) -> tuple[list[Path], list[str]]:
    """What is landed first, and a call that adds a report and replaces another."""
    first = [text_file(tmp_path, months) for months in (1, 2)]
    added, other = text_file(tmp_path, 3), text_file(tmp_path, 2, seed=9)
    return first, [str(added), str(other), "--replace"]


def removal(tmp_path: Path) -> tuple[list[Path], list[str]]:
    """What is landed first, and a call that takes out two of it."""
    first = [text_file(tmp_path, months) for months in (1, 2, 3)]
    return first, ["--remove", "TILT170_2026-02-02", "TILT170_2026-03-02"]


@pytest.mark.parametrize("change", [slow(landing), removal])
def test_a_call_that_is_killed_has_changed_all_or_nothing(
    change: Callable[[Path], tuple[list[Path], list[str]]],
    tmp_path: Path,
    raw: Path,
    store: str,
    run: RunExtract,
) -> None:
    first, call = change(tmp_path)
    kept = tmp_path / "kept"
    assert run(*first)[0] == 0
    shutil.copytree(raw, kept)
    old = state(raw)
    assert run(*call)[0] == 0
    new = state(raw)

    def prepare() -> None:
        shutil.rmtree(raw)
        shutil.copytree(kept, raw)

    ends = []
    for _ in kills(prepare, lambda: main(["--quiet", *call, store, str(raw)])):
        half = [
            path
            for path in raw.iterdir()
            if not path.name.startswith(".")
            and path.read_bytes() not in (old.get(path.name), new.get(path.name))
        ]
        assert half == []
        assert run("--list")[0] == 0
        assert state(raw) in (old, new)
        ends.append(state(raw) == new)
    assert ends == sorted(ends)
    assert {False, True} == set(ends)
    assert len(ends) > 8


def test_a_full_disk_leaves_what_was_landed(
    tmp_path: Path, raw: Path, run: RunExtract, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(text_file(tmp_path, 1))
    before = state(raw)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        code, out, err = run(text_file(tmp_path, 2))
    assert (code, out, err.count("\n"), state(raw)) == (1, "", 1, before)
    assert "No space left on device; land in a folder that can be written" in err


def test_an_archive_of_any_name_is_read(
    tmp_path: Path, store: str, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "archive [1] *?{a}'"
    assert main([str(text_file(tmp_path)), store, str(folder)]) == 0
    assert main(["--list", store, str(folder)]) == 0
    assert "landed\nTILT170_2026-03-02" in capfd.readouterr().out


@pytest.mark.parametrize("how", ["--archive", "--into", "--copy", "NAV_TILT_ARCHIVE"])
def test_an_address_is_no_folder(
    how: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = [str(text_file(tmp_path))]
    if how == "NAV_TILT_ARCHIVE":
        monkeypatch.setenv(how, "s3a://bucket/archive")
    else:
        arguments += [how, "s3a://bucket/archive"]
    arguments += ["--into", str(tmp_path / "raw")] if how == "--copy" else []
    assert main(arguments) == 1
    out, err = capfd.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "s3a://bucket/archive is an address" in err
    assert [path.suffix for path in tmp_path.iterdir()] == [".txt"]


def test_a_new_version_of_extract_finds_the_same_rows_unchanged(
    tmp_path: Path, raw: Path, run: RunExtract, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = text_file(tmp_path)
    run(report)
    landed = state(raw)
    monkeypatch.setattr(version, "__version__", "9.9.9")
    extractor_version.cache_clear()
    for call in ((report,), (report, "--replace")):
        code, out, _ = run(*call)
        assert (code, "unchanged" in out, state(raw)) == (0, True, landed)
    assert run("--remove", "TILT170_2026-03-02")[0] == 0
    assert run(report)[0] == 0
    assert state(raw) != landed
    monkeypatch.undo()
    extractor_version.cache_clear()


def test_the_version_changes_with_the_code(tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert extractor_version().startswith(f"{project['version']}+")
    (tmp_path / "read").mkdir()
    found = [extractor_version(tmp_path)]
    for name, code in (("read/a.py", "1"), ("read/a.py", "2"), ("read/b.py", "2")):
        (tmp_path / name).write_text(code)
        extractor_version.cache_clear()
        found.append(extractor_version(tmp_path))
    (tmp_path / "notes.txt").write_text("no code")
    extractor_version.cache_clear()
    assert (len(set(found)), extractor_version(tmp_path)) == (4, found[-1])


@pytest.mark.parametrize("module", [["-m", "extract"], [str(ROOT / "extract")]])
def test_it_runs_as_a_module_and_from_any_folder(module: list[str], tmp_path: Path) -> None:
    where = ROOT if module[0] == "-m" else tmp_path
    arguments = [*module, text_file(tmp_path), "--into", tmp_path / "raw"]
    command = [sys.executable, *map(str, arguments)]
    done = subprocess.run(command, cwd=where, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "raw" / ROWS).exists()


def test_what_cannot_be_printed_is_no_traceback(tmp_path: Path) -> None:
    report = text_file(tmp_path).rename(tmp_path / "måned.txt")
    arguments = [ROOT / "extract", report, "--into", tmp_path / "raw"]
    command = [sys.executable, *map(str, arguments)]
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(command, env=ascii_only, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "m\\xe5ned.txt: landed" in done.stdout
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (
        1,
        "extract: the output cannot be written: No space left on device\n",
    )


def test_a_python_without_a_package_of_one_reader_is_told_so(tmp_path: Path) -> None:
    """As after an update of the project, before `make setup`."""
    (tmp_path / "camelot.py").write_text("raise ModuleNotFoundError(name='camelot')")
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.4")
    done = subprocess.run(
        [sys.executable, "-m", "extract", tmp_path / "report.pdf", "--into", tmp_path / "raw"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, (tmp_path / "raw").exists()) == (1, False)
    assert done.stderr.startswith("extract: this Python has no camelot: run make setup")


def test_a_python_without_the_packages_is_told_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-S", ROOT / "extract"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr == (
        "extract: this Python has no pypdfium2:"
        " run make setup, then .venv/bin/python -m extract\n"
    )
