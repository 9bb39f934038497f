"""Seconds and memory of a command with all processes that it starts."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.1
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Run:
    seconds: float
    megabytes: float
    """The most that its processes held together at one time."""
    output: str


def run(command: list[str], folder: Path, environment: dict[str, str]) -> Run:
    """Runs a command to its end; RuntimeError with its output where that is not exit 0."""
    log = folder / "command.log"
    start, most = time.perf_counter(), 0.0
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        while process.poll() is None:
            most = max(most, memory(process.pid))
            time.sleep(PAUSE)
    seconds = time.perf_counter() - start
    text = log.read_text("utf-8")
    if process.returncode:
        raise RuntimeError(text)
    return Run(seconds, most, text)


def memory(session: int) -> float:
    """Megabytes that the processes of a session hold now; 0 where there is no /proc."""
    pages = 0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(entry.name)) == session:
                pages += int((entry / "statm").read_text().split()[1])
        except (OSError, ValueError):
            continue  # it ended meanwhile
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6 if sys.platform == "linux" else 0.0
