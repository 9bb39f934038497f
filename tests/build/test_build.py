"""The build runner: what it serves, what it says, and what it leaves alone when it stops."""

import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from dbt.cli.main import dbtRunner

from tests.lent import ROOT
from tests.slow import slow
from tools.build.errors import BuildError
from tools.build.place import folder_of

from .conftest import REPORTS, Small, environment

SLOW = (
    "select count(*) as n from range(1000000000) as a (i), range(1000) as b (j) where i + j = 1"
)
HOLD = """
import duckdb, sys
connection = duckdb.connect("nav_tilt.duckdb", read_only={read_only})
print("open", flush=True)
sys.stdin.read()
"""


def held(project: Small, read_only: bool) -> "subprocess.Popen[bytes]":
    """Another process that has the file open."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD.format(read_only=read_only)],
        cwd=project.folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"open\n"
    return process


def until_dbt_works(project: Small) -> None:
    new = folder_of(project.database) / "nav_tilt.duckdb"
    deadline = time.monotonic() + 60
    while not new.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(0.5)


def until_it_catches(pid: int, number: int) -> None:
    """Python itself catches SIGINT alone: a process that catches another has our handler."""
    deadline = time.monotonic() + 60
    while True:
        assert time.monotonic() < deadline
        caught = re.search(r"^SigCgt:\s*(\w+)$", Path(f"/proc/{pid}/status").read_text(), re.M)
        assert caught is not None
        if int(caught[1], 16) >> (number - 1) & 1:
            return
        time.sleep(0.01)


def test_the_summary_says_what_is_landed_and_what_is_missing(small: Small) -> None:
    summary, lines = small.build()
    assert summary.splitlines()[:3] == [
        "         reports  months  newest          months of which no report is landed",
        "TILT170        2       3  January 2026    2025-03 to 2025-12",
        "Tests: none",
    ]
    assert lines[0] == "reading the project"
    assert re.fullmatch(r"marts: 3 tables and tests, after \d+ s", lines[2])
    assert small.left() == {"nav_tilt.duckdb", "target", "logs"}


def test_the_first_query_answers_with_names_and_counts(served: Small) -> None:
    summary, _ = served.build()
    [query] = re.findall(r'make sql Q="(.*)"', summary)
    assert served.query(query) == [("Vestland", 1066), ("Oslo", None)]


def test_no_report_at_all(small: Small) -> None:
    small.write("seeds/raw/raw_reports.csv", REPORTS.partition("\n")[0] + "\n")
    small.write(
        "seeds/raw/raw_reports.yml",
        "seeds: [{name: raw_reports, config: {column_types: {report_code: varchar,"
        " first_month: date, last_month: date}}}]",
    )
    summary, _ = small.build()
    assert summary.splitlines()[0] == "No report is landed: make land REPORT=file.pdf"


def test_the_warehouse_knows_how_its_tests_went_until_it_is_changed(served: Small) -> None:
    served.write(
        "models/marts/dim_report.yml",
        "models: [{name: dim_report, columns: [{name: report_id, data_tests: [unique]}]}]",
    )
    served.write("tests/odd.sql", "{{ config(severity='warn') }} select 'very odd' as message")
    summary, lines = served.build()
    assert "Tests: 1 pass, 1 warn" in summary.splitlines()
    assert lines[-4:-2] == ["WARNING odd", "  very odd"] or "  very odd" in lines
    kept = "select test_name, kind, status from audit.audit_tests order by all"
    assert served.query(kept) == [
        ("odd", "data", "warn"),
        ("unique_dim_report_report_id", "data", "pass"),
    ]
    found = served.query(kept)
    dbt(served, "test")
    assert served.query(kept) == found
    assert dbt(served, "run")
    with pytest.raises(duckdb.CatalogException):
        served.query(kept)


def dbt(project: Small, *arguments: str) -> bool:
    """A plain dbt command in a process of its own."""
    program = [str(Path(sys.executable).parent / "dbt"), "--quiet", *arguments]
    return subprocess.run(program, cwd=project.folder).returncode == 0


def test_dbt_reads_nothing_anew_after_a_build(
    served: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.build()
    monkeypatch.chdir(served.folder)
    events: list[str] = []
    runner = dbtRunner(callbacks=[lambda event: events.append(event.info.name)])
    assert runner.invoke(["--quiet", "parse"]).success
    assert "PartialParsingSkipParsing" in events
    assert "UnableToPartialParse" not in events


def test_a_failed_test_says_its_message_and_the_served_file_stays(served: Small) -> None:
    before = served.database.read_bytes()
    served.write("models/marts/dim_fylke.sql", "select '03' as fylke_code, 'Oslo' as name_nb")
    served.write(
        "tests/every_fylke_is_here.sql",
        "select 'fylke 46 is missing' as message"
        " where not exists (select 1 from {{ ref('dim_fylke') }} where fylke_code = '46')",
    )
    process = served.start()
    output, errors = process.communicate()
    assert process.returncode == 1
    assert output == ""
    assert "FAILED every_fylke_is_here\n  fylke 46 is missing\n" in errors
    assert errors.endswith("The build stopped; nav_tilt.duckdb is unchanged.\n")
    assert "Traceback" not in errors
    assert served.database.read_bytes() == before
    assert served.left() == {"nav_tilt.duckdb", "target", "logs"}


def test_three_rows_of_a_warning_are_told_and_the_others_counted(served: Small) -> None:
    served.write(
        "tests/odd.sql",
        "{{ config(severity='warn') }}"
        " select 'row ' || i as message from range(5) as rows (i) order by i",
    )
    _, lines = served.build()
    at = lines.index("WARNING odd")
    assert lines[at + 1 : at + 5] == ["  row 0", "  row 1", "  row 2", "  and 2 more"]


@pytest.mark.parametrize("text", ["select {{ figure", slow("select figure")])
def test_sql_that_is_wrong_is_named(served: Small, text: str) -> None:
    served.write("models/marts/dim_fylke.sql", text)
    before = served.database.read_bytes()
    process = served.start()
    _, errors = process.communicate()
    assert process.returncode == 1
    assert "models/marts/dim_fylke.sql" in errors
    assert "Traceback" not in errors
    assert served.database.read_bytes() == before


@pytest.mark.parametrize("number", [signal.SIGINT, slow(signal.SIGTERM)])
def test_a_build_that_is_told_to_end_says_one_line(served: Small, number: int) -> None:
    before = served.database.read_bytes()
    served.write("models/marts/slow.sql", SLOW)
    process = served.start()
    until_dbt_works(served)
    process.send_signal(number)
    output, errors = process.communicate(timeout=10)
    assert process.returncode == 128 + number
    assert output == ""
    assert errors.splitlines()[-1] == "nav_tilt.duckdb is unchanged"
    assert "Traceback" not in errors
    assert served.database.read_bytes() == before
    assert served.left() == {"nav_tilt.duckdb", "target", "logs"}


def test_a_build_that_is_told_to_end_at_once_says_one_line(served: Small) -> None:
    """While dbt is imported, and beside another build, whose files it leaves alone."""
    served.write("models/marts/slow.sql", SLOW)
    other = served.start()
    until_dbt_works(served)
    process = served.start()
    until_it_catches(process.pid, signal.SIGTERM)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=10) == ("", "nav_tilt.duckdb is unchanged\n")
    assert process.returncode == 128 + signal.SIGINT
    assert (folder_of(served.database) / "nav_tilt.duckdb").exists()
    other.kill()
    other.communicate()


def test_a_build_that_is_served_is_not_said_to_be_unchanged(served: Small) -> None:
    program = """
import os, signal
from pathlib import Path
from tools.build import run, signals
swap = run.swap
def stopped(*paths):
    os.kill(os.getpid(), signal.SIGINT)
    swap(*paths)
run.swap = stopped
signals.end_at_signals(Path("nav_tilt.duckdb"))
raise SystemExit(run.run(Path("nav_tilt.duckdb")))
"""
    served.write("models/marts/dim_fylke.sql", "select '03' as fylke_code, 'Oslo' as name_nb")
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=served.folder,
        env=environment() | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert "unchanged" not in done.stderr
    assert served.query("select count(*) from marts.dim_fylke") == [(1,)]


def test_a_build_that_was_killed_stops_no_later_one(served: Small) -> None:
    served.write("models/marts/slow.sql", SLOW)
    process = served.start()
    until_dbt_works(served)
    with pytest.raises(BuildError, match=rf"another build .* \(process {process.pid}\)"):
        served.build()
    process.kill()
    process.communicate()
    assert folder_of(served.database).exists()
    (served.folder / "models/marts/slow.sql").unlink()
    served.build()
    assert served.left() == {"nav_tilt.duckdb", "target", "logs"}


def test_a_reader_stops_no_build(served: Small) -> None:
    served.write("models/marts/dim_fylke.sql", "select '03' as fylke_code, 'Oslo' as name_nb")
    with held(served, read_only=True) as reader:
        served.build()
        reader.kill()
    assert served.query("select count(*) from marts.dim_fylke") == [(1,)]


def test_a_writer_is_named(served: Small) -> None:
    with held(served, read_only=False) as writer:
        with pytest.raises(BuildError) as stopped:
            served.build()
        writer.kill()
    assert re.fullmatch(
        rf"nav_tilt.duckdb is open for writing in python\S* \(process {writer.pid}\):"
        " close it there",
        str(stopped.value),
    )


def test_what_a_killed_writer_left_is_taken_over(served: Small) -> None:
    writing = "connection.execute('create table notes as select 1 as note')\nprint("
    program = HOLD.format(read_only=False).replace("print(", writing, 1)
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=served.folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"open\n"
        writer.kill()
    assert (served.folder / "nav_tilt.duckdb.wal").exists()
    served.build()
    assert served.query("from notes") == [(1,)]
    assert not (served.folder / "nav_tilt.duckdb.wal").exists()


def test_a_file_that_is_no_database_is_not_replaced(small: Small) -> None:
    small.database.write_text("letters to Anna")
    with pytest.raises(BuildError, match="cannot be read, move it away"):
        small.build()
    assert small.database.read_text() == "letters to Anna"


def test_another_target_is_not_built_here(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAV_TILT_TARGET", "postgres")
    with pytest.raises(BuildError, match="dbt build builds there"):
        small.build()


@pytest.mark.slow
def test_a_pipe_gets_a_line_for_each_stage_and_no_codes(small: Small) -> None:
    process = small.start()
    output, errors = process.communicate()
    assert process.returncode == 0
    assert "\x1b" not in output + errors
    assert "\r" not in output + errors
    assert [line.split(":")[0] for line in errors.splitlines()] == [
        *("reading the project", "raw", "marts", "writing the summary")
    ]


@pytest.mark.slow
def test_a_terminal_sees_how_far_it_is(small: Small) -> None:
    ours, theirs = pty.openpty()
    process = small.start(stderr=theirs)
    os.close(theirs)
    seen = b""
    while True:
        try:
            seen += os.read(ours, 1000)
        except OSError:
            break
    process.communicate()
    shown = [part.strip() for part in seen.decode().split("\r")]
    assert shown[1] == "reading the project"
    # of what waits for nothing dbt takes any first
    assert shown[2].startswith("1 of 4  ")
    assert any(re.fullmatch(r"[1-4] of 4  raw: raw_reports", part) for part in shown)
    assert "4 of 4  marts: fct_participants_by_fylke" in shown
    assert shown[-1] == ""
