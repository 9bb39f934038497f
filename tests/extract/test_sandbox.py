"""A crash, timeout or full memory of a child refuses its own item and no other."""

import faulthandler
import multiprocessing
import os
import signal

import pytest

from extract.report.model import Refusal
from extract.sandbox import each


def work(what: str) -> str:
    """Does what it is asked, however bad."""
    if what == "refuse":
        raise Refusal("no", page=3, row="I alt", todo="try another")
    if what == "crash":
        os.abort()
    if what == "leave":
        os._exit(0)
    if what == "fill memory":
        return "x" * (1 << 30)
    while what == "stall":
        pass
    return what.upper()


def test_each_result_comes_in_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.sandbox._SECONDS", 1)
    faulthandler.disable()  # pytest's; it would report a crash that is expected here
    expected = {
        "a": "A",
        "refuse": 'f, page 3, row "I alt": no; try another',
        "crash": "f: reading it breaks off, or takes more than 300 MB; fetch it again",
        "b": "B",
        "stall": "f: reading it takes more than 1 seconds; fetch it again",
        "c": "C",
        "leave": "f: reading it breaks off, or takes more than 300 MB; fetch it again",
        "fill memory": "f: reading it breaks off, or takes more than 300 MB; fetch it again",
        "d" * 1_000_000: "D" * 1_000_000,  # more than a pipe holds
        "e": "E",
    }
    results = [r.line("f") if isinstance(r, Refusal) else r for r in each(work, expected)]
    assert results == list(expected.values())


def test_closing_the_results_kills_the_children_that_run() -> None:
    results = each(work, ["a", "stall", "stall"])
    assert next(results) == "A"
    at_work = multiprocessing.active_children()
    results.close()
    for process in at_work:
        process.join(5)
        assert process.exitcode == -signal.SIGKILL
    assert at_work
