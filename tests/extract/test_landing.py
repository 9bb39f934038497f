"""The command: what it lands, what it refuses, and what it leaves as it was."""

import faulthandler
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event, Thread

import pytest

from extract.__main__ import main
from tests.facsimile.book import Book, filename, to_xlsx
from tests.facsimile.cases import Recipe
from tests.facsimile.damage import (
    HEAVY,
    image_only,
    many_pages,
    nested,
    other_report,
    wide_page,
)
from tests.facsimile.draw import to_pdf
from tests.facsimile.drawn_report import DrawnReport
from tests.facsimile.text import to_text
from tests.slow import slow

RunExtract = Callable[..., tuple[int, str, str]]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Where the test lands."""
    return tmp_path / "raw"


@pytest.fixture(params=["--into", "--archive"])
def store(request: pytest.FixtureRequest) -> str:
    """How: as CSV seeds and in an archive of Parquet files."""
    return str(request.param)


@pytest.fixture
def run(raw: Path, store: str, capfd: pytest.CaptureFixture[str]) -> RunExtract:
    """Runs extract: (exit code, stdout, stderr)."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([*map(str, arguments), store, str(raw)])
        return code, *capfd.readouterr()

    return call


def small(months: int, seed: int = 1) -> DrawnReport:
    """A report of a few kommuner, quick to draw and to read."""
    return Recipe("TILT170", 2026, months, seed, places=12, size=1).report()


def text_file(folder: Path, months: int = 2, seed: int = 1) -> Path:
    """A report's text."""
    path = folder / f"m{months:02}s{seed}.txt"
    path.write_text(to_text(small(months=months, seed=seed))[0], encoding="utf-8")
    return path


def state(raw: Path) -> dict[str, bytes]:
    """Every file that is landed, byte for byte."""
    return {p.name: p.read_bytes() for p in sorted(raw.iterdir())} if raw.exists() else {}


def test_landing_again_or_in_another_form_changes_nothing(
    tmp_path: Path, raw: Path, store: str, run: RunExtract
) -> None:
    first = text_file(tmp_path)
    assert run(first)[0] == 0
    before = state(raw)
    files = {
        "--into": ["raw_reports.csv", "raw_rows.csv"],
        "--archive": ["TILT170_2026-03-02.parquet"],
    }
    assert sorted(before) == files[store]
    for name, data in (("r.pdf", to_pdf(small(months=2))[0]), ("r.xlsx", None)):
        (tmp_path / name).write_bytes(data or to_xlsx(small(months=2))[0])
        code, out, _ = run(tmp_path / name)
        assert (code, "unchanged" in out) == (0, True)
    assert state(raw) == before


def test_order_does_not_matter(tmp_path: Path, raw: Path, run: RunExtract) -> None:
    files = [text_file(tmp_path, months) for months in (1, 2, 3)]
    assert run(*files)[0] == 0
    before = state(raw)
    for path in raw.iterdir():
        path.unlink()
    for path in reversed(files):
        assert run(path)[0] == 0
    assert state(raw) == before


def test_other_content_needs_replace_and_remove_takes_out(
    tmp_path: Path, raw: Path, run: RunExtract
) -> None:
    old, new = text_file(tmp_path, 2, 1), text_file(tmp_path, 2, 9)
    assert run(old)[0] == 0
    before = state(raw)
    code, _, err = run(new)
    assert (code, "--replace" in err, state(raw)) == (1, True, before)
    assert run(new, "--replace")[0] == 0
    report_id = run("--list")[1].split()[0]
    assert run("--remove", report_id)[0] == 0
    assert run("--list")[1] == ""
    assert run("--remove", report_id)[0] == 1


def test_two_files_of_one_report_cannot_replace_each_other(
    tmp_path: Path, raw: Path, run: RunExtract
) -> None:
    text_file(tmp_path, 2, 1)
    text_file(tmp_path, 2, 9)
    code, _, err = run(tmp_path, "--replace")
    assert (code, state(raw)) == (1, {})
    assert "m02s1.txt of this call is TILT170_2026-03-02 too" in err


def test_one_bad_file_lands_none_unless_told(
    tmp_path: Path, raw: Path, run: RunExtract
) -> None:
    text_file(tmp_path)
    (tmp_path / "bad.txt").write_text("nothing", encoding="utf-8")
    code, out, err = run(tmp_path)
    assert (code, out, err.count("\n"), state(raw)) == (1, "", 2, {})
    assert err.endswith("0 of 2 landed; --keep-going lands the other 1\n")
    code, out, err = run(tmp_path / "*.txt", "--keep-going")
    assert (code, out.count("landed"), run("--list")[1].count("\n")) == (1, 1, 1)
    assert err.endswith("1 of 2 landed\n")


@pytest.mark.parametrize("arguments", [(), ("--list", "report.pdf"), ("--lst",)])
def test_wrong_usage(arguments: tuple[str, ...], run: RunExtract) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*arguments)
    assert ended.value.code == 2


def test_what_is_no_folder_is_not_landed_in(tmp_path: Path, raw: Path, run: RunExtract) -> None:
    raw.write_text("mine")
    code, out, err = run(text_file(tmp_path))
    assert (code, out) == (1, "")
    assert err.startswith(f"{raw}: File exists; land in a folder that can be written")
    assert raw.read_text() == "mine"


def test_two_processes_lose_nothing(
    tmp_path: Path, raw: Path, store: str, run: RunExtract
) -> None:
    command = [sys.executable, "-m", "extract", "--quiet", store, str(raw)]
    files = [text_file(tmp_path, months) for months in range(1, 7)]
    root = Path(__file__).parents[2]
    started = [subprocess.Popen([*command, str(path)], cwd=root) for path in files]
    assert [process.wait() for process in started] == [0] * 6
    assert run("--list")[1].count("\n") == 6


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_who_is_told_to_stop_leaves_nothing(
    number: signal.Signals, tmp_path: Path, raw: Path, store: str
) -> None:
    """No reader runs on, no traceback, no file."""
    (tmp_path / "forms.pdf").write_bytes(HEAVY["forms.pdf"]())  # half a minute to read
    command = subprocess.Popen(
        [sys.executable, "-m", "extract", store, raw, tmp_path / "forms.pdf"],
        cwd=Path(__file__).parents[2],
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # a job that `&` starts
    )

    def in_group() -> int:
        listed = subprocess.run(["ps", "-A", "-o", "pgid="], capture_output=True, check=True)
        return listed.stdout.decode().split().count(str(command.pid))

    while in_group() < 2:
        assert command.poll() is None
        time.sleep(0.05)
    command.send_signal(number)
    _, message = command.communicate(timeout=20)
    assert (command.returncode, message) == (128 + number, b"")
    assert (in_group(), raw.exists()) == (0, False)


def test_who_is_to_outlive_a_terminal_lands(tmp_path: Path, raw: Path, store: str) -> None:
    """`nohup` has it ignore the signal, its readers too."""
    command = subprocess.Popen(
        [sys.executable, "-m", "extract", "--quiet", store, raw, text_file(tmp_path)],
        cwd=Path(__file__).parents[2],
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
    )
    while command.poll() is None:
        os.killpg(command.pid, signal.SIGHUP)
        time.sleep(0.005)
    assert (command.returncode, raw.exists()) == (0, True)


def test_one_command_copies_all_to_another_store_and_back(
    tmp_path: Path, raw: Path, store: str, run: RunExtract
) -> None:
    run(*(text_file(tmp_path, months) for months in (1, 2)))
    listed = run("--list")[1]
    [other] = {"--into", "--archive"} - {store}
    assert main(["--copy", str(raw), other, str(tmp_path / "other")]) == 0
    before = state(raw)
    for report in listed.splitlines():
        run("--remove", report.split()[0])
    assert run("--copy", tmp_path / "other")[0] == 0
    assert (run("--list")[1], state(raw)) == (listed, before)
    assert run("--copy", tmp_path / "nowhere")[0] == 1


@pytest.mark.parametrize("store", ["--archive"], indirect=True)
def test_the_variable_names_the_archive(
    tmp_path: Path, raw: Path, run: RunExtract, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAV_TILT_ARCHIVE", str(raw))
    assert main(["--quiet", str(text_file(tmp_path))]) == 0
    assert run("--list")[1].count("\n") == 1


@pytest.mark.parametrize("store", ["--archive"], indirect=True)
def test_a_file_that_is_no_landed_report_is_refused(
    tmp_path: Path, raw: Path, run: RunExtract
) -> None:
    run(text_file(tmp_path))
    [landed] = raw.iterdir()
    for name, content in (
        ("TILT170_2026-01-02", b"no Parquet"),
        ("TILT170_2026-04-02", landed.read_bytes()),
    ):
        (raw / f"{name}.parquet").write_bytes(content)
        code, _, err = run("--remove", name)
        assert (code, err.count("\n"), name in err) == (1, 1, True)
        (raw / f"{name}.parquet").unlink()


def damaged_files() -> dict[str, bytes]:
    """Files that are no report or a damaged one, by name."""
    intact, text = to_pdf(small(months=1))[0], to_text(small(months=1))[0]
    return {
        "empty.pdf": b"",
        "empty.xlsx": b"",
        "cut.pdf": intact[: len(intact) // 2],
        "cut_at_end.pdf": intact[:-4],
        "user.pdf": to_pdf(small(months=1), user_password="x")[0],
        "owner.pdf": to_pdf(small(months=1), owner_password="x")[0],
        "image.pdf": image_only(intact),
        "many.pdf": many_pages(),
        "blank.pdf": many_pages(40),
        "huge.txt": text.encode() * 400,
        "wide.pdf": wide_page(),
        "nested.pdf": nested(),
        "other.txt": other_report().encode(),
        "latin.txt": text.encode("latin-1", "replace"),
        "pdf.xlsx": intact,
        "cut.xlsx": to_xlsx(small(months=1))[0][:-300],
        "report.doc": intact,
        "digits.txt": text.replace("I alt ", f"I alt {'9' * 5000} ").encode(),
        "counter.txt": re.sub("(?=Januar 2026 -)", f"Side {'9' * 5000} av 9\\n", text).encode(),
        "brick.txt": text.replace("Kvinner", "Kvinner " + "x" * 140_000).encode(),
        "title.txt": text.replace("Demografi", "x" * 140_000).encode(),
        "date.txt": re.sub(r"oppdatert: \d\d\.\d\d", "oppdatert: 31.02", text).encode(),
    }


@pytest.mark.parametrize("store", ["--into"], indirect=True)
def test_damage_is_one_line_and_no_traceback(
    tmp_path: Path, raw: Path, run: RunExtract
) -> None:
    damaged = damaged_files()
    assert to_text(small(months=1))[0].encode() not in damaged.values()
    for name, data in damaged.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "=1+1.txt").write_bytes(text_file(tmp_path).read_bytes())
    (tmp_path / "loop.pdf").symlink_to(tmp_path / "loop.pdf")
    (tmp_path / "folder.pdf").mkdir()
    os.mkfifo(tmp_path / "fifo.txt")
    for name in (*damaged, "=1+1.txt", "loop.pdf", "folder.pdf", "fifo.txt", "missing.txt"):
        code, out, err = run(tmp_path / name)
        assert (code, out, err.count("\n"), len(err) <= 401) == (1, "", 1, True), name
        assert name in err
    assert run("--list")[1] == ""


def test_a_name_that_is_not_utf_8_is_refused(tmp_path: Path, run: RunExtract) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    shutil.copy(os.fsencode(text_file(tmp_path)), path)
    code, out, err = run(os.fsdecode(path))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "its name is not UTF-8; rename the file" in err


@pytest.mark.parametrize("name", ["march.pdf", "*.pdf"])
def test_what_is_not_there_is_said_with_what_to_do(
    tmp_path: Path, run: RunExtract, name: str
) -> None:
    code, _, err = run(tmp_path / name)
    assert code == 1
    assert err == f"{tmp_path / name}: no such file; name a file, a folder or a pattern\n"


def test_a_pattern_follows_no_links_and_takes_no_hidden_files(
    tmp_path: Path, run: RunExtract
) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    for name in ("up", "again"):
        (tmp_path / "a/b" / name).symlink_to(tmp_path, target_is_directory=True)
    report = text_file(tmp_path / "a/b")
    for folder in ("a/b", "."):
        (tmp_path / folder / "._copy.txt").write_text("of a Macintosh")
    for pattern in ("**/*.txt", "a/**/*.txt", "a/b", "a/*/m0[1-9]*"):
        code, out, err = run(tmp_path / pattern)
        assert (code, out.count("\n"), report.name in out, err) == (0, 1, True, ""), pattern
    assert run(tmp_path / "**.txt")[0] == 1


@pytest.mark.parametrize("step", ["begin", "finish"])
def test_a_fault_of_extract_is_one_line(
    step: str, tmp_path: Path, run: RunExtract, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(given: object) -> None:
        raise ZeroDivisionError("x" * 500)

    monkeypatch.setattr(f"extract.__main__.{step}", fault)
    code, out, err = run(text_file(tmp_path))
    assert (code, out, err.count("\n"), len(err) <= 401) == (1, "", 1, True)
    assert "ZeroDivisionError" in err


def test_ids_are_in_any_case_and_as_many_as_one_likes(
    tmp_path: Path, raw: Path, run: RunExtract
) -> None:
    files = [text_file(tmp_path, months) for months in (1, 2, 3)]
    run(*files)
    before = state(raw)
    code, out, err = run("--remove", "tilt170_2026-02-02", "TILT170_2026-09-02")
    assert (code, out, state(raw)) == (1, "", before)
    assert err.endswith("0 of 2 changed; --keep-going changes the other 1\n")
    assert run("--remove", "tilt170_2026-02-02", "Tilt170_2026-03-02", files[0])[0] == 0
    listed = [line.split()[0] for line in run("--list")[1].splitlines()]
    assert listed == ["TILT170_2026-02-02", "TILT170_2026-04-02"]


@pytest.mark.parametrize("store", ["--into"], indirect=True)
@pytest.mark.parametrize(
    ("name", "seconds", "rule"),
    [
        ("curves.pdf", 3, "more than 3 seconds"),
        ("text.pdf", 30, "more than 300 MB"),
        slow(("cells.xlsx", 30, "more than 300 MB")),
    ],
)
def test_a_file_too_heavy_to_read_is_refused(
    name: str,
    seconds: int,
    rule: str,
    tmp_path: Path,
    run: RunExtract,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever ends a process that reads; `make fuzz` measures with the limits as they are."""
    monkeypatch.setattr("extract.sandbox._SECONDS", seconds)
    faulthandler.disable()  # pytest's; it would report the expected crash
    (tmp_path / name).write_bytes(HEAVY[name]())
    code, out, err = run(tmp_path / name)
    assert (code, out, err.count("\n"), rule in err) == (1, "", 1, True)


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, run: RunExtract
) -> None:
    path, done = tmp_path / "growing.txt", Event()
    path.write_bytes(bytes(50 << 20))

    def grow() -> None:
        with path.open("ab", buffering=0) as file:
            while not done.is_set():
                file.write(b" ")

    writer = Thread(target=grow)
    writer.start()
    code, _, err = run(path)
    done.set()
    writer.join()
    assert (code, "changed while it was read" in err) == (1, True)


def test_a_workbook_without_a_date_takes_it_from_its_name(
    tmp_path: Path, run: RunExtract
) -> None:
    report = small(months=2)
    name = filename(report, dotted=True)
    (tmp_path / name).write_bytes(to_xlsx(report, Book(dated=False))[0])
    assert run(tmp_path / name)[1].startswith(f"TILT170_{date(2026, 2, 28)}")


@pytest.mark.parametrize("store", ["--into"], indirect=True)
@pytest.mark.parametrize(
    ("stamp", "months", "period"),
    [
        ("202602", 2, "2026-01,2026-02"),
        ("202603", 2, "2026-01,2026-02"),
        ("202612", 12, "2026-01,2026-12"),
        ("202701", 12, "2026-01,2026-12"),
    ],
)
def test_a_workbook_s_name_says_the_year_it_covers(
    stamp: str, months: int, period: str, tmp_path: Path, raw: Path, run: RunExtract
) -> None:
    path = tmp_path / f"{stamp}_TILT170 Deltakere.xlsx"
    path.write_bytes(to_xlsx(small(months=months), Book(dated=False))[0])
    assert run(path)[0] == 0
    assert period in (raw / "raw_reports.csv").read_text()


@pytest.mark.parametrize(("stamp", "months"), [("202601", 2), ("202701", 2), ("202604", 2)])
def test_a_workbook_named_after_another_month_is_refused(
    stamp: str, months: int, tmp_path: Path, run: RunExtract
) -> None:
    path = tmp_path / f"{stamp}_TILT170 Deltakere.xlsx"
    path.write_bytes(to_xlsx(small(months=months), Book(dated=False))[0])
    code, _, err = run(path)
    assert code == 1
    message = f"its name says {stamp[:4]}-{stamp[4:]}, and its sheets have 2 months"
    assert message in err


def test_a_workbook_without_a_date_is_newer_than_the_month_before(
    tmp_path: Path, run: RunExtract
) -> None:
    before, report = small(months=2), small(months=3)
    (tmp_path / "february.txt").write_text(to_text(before)[0], encoding="utf-8")
    (tmp_path / filename(report)).write_bytes(to_xlsx(report, Book(dated=False))[0])
    assert run(tmp_path)[0] == 0
    newest = run("--list")[1].splitlines()[-1]
    assert filename(report) in newest
    assert before.updated_on.month == report.months
