"""Seconds and memory of a process and all that it starts."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Run:
    """What became of a process; `megabytes` is 0 where it was not watched."""

    seconds: float
    megabytes: float
    code: int
    output: str
    errors: str


def run(
    command: Sequence[str | Path],
    *,
    watch_every: float = 0,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Run:
    """A command, in a folder and with variables of its own.

    Every so many seconds its memory is looked at, which takes some of its time.
    """
    started, peak = time.perf_counter(), 0.0
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env={**os.environ, **(environment or {})},
    )
    while watch_every:
        try:
            output, errors = process.communicate(timeout=watch_every)
        except subprocess.TimeoutExpired:
            peak = max(peak, _megabytes(process.pid))
        else:
            break
    else:
        output, errors = process.communicate()
    return Run(time.perf_counter() - started, peak, process.returncode, output, errors.strip())


def run_module(*arguments: str | Path, watched: bool = False) -> Run:
    """`python -m …`."""
    return run([sys.executable, "-m", *arguments], watch_every=0.02 if watched else 0)


def _megabytes(pid: int) -> float:
    """The memory of a process and its children; shared pages count once."""
    total = 0
    for process in _tree(pid):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:  # it has just ended
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1000


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _tree(int(child))
