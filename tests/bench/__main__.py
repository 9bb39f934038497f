"""How long readers take for one report, side by side: `python -m tests.bench [LINES] [MONTHS]`.

LINES is ruled (the default), none or zebra; MONTHS is 1 (the default) to 12. Each reader runs
as a whole process, RUNS times, in turn; the medians are printed. `ratio` is to the floor, what
importing camelot and reading the text with pdfium cost; `exact` is the share of the printed
rows that come out with the right label and values.
"""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, TemporaryFile
from typing import cast

from tests.facsimile.compare import landed, squeezed
from tests.facsimile.draw import to_pdf
from tests.facsimile.layout import Layout, Lines
from tests.facsimile.rows import Printed
from tests.facsimile.world import made_up

RUNS = 5
SEED = 7
"""Of a report that fills 111 pages with one month, as January 2026 did."""
READERS = ("floor", "extract", "camelot_default", "camelot_stream", "pdfplumber", "tabula")
OPTIONAL = ("pdfplumber", "tabula")
"""Compared with where someone has installed them."""

Key = tuple[str, ...]
Run = tuple[float, float, Counter[Key]]
"""Seconds, peak memory in MB, and the rows read."""


def measured(module: list[str]) -> tuple[float, float, str]:
    """Seconds, peak memory in MB (of its largest process) and output of `python -m …`."""
    command = [sys.executable, "-m", *module]
    with TemporaryFile("w+") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        # Linux counts in kilobytes, macOS in bytes.
        unit = 1024 if sys.platform == "linux" else 1024**2
        return seconds, usage.ru_maxrss / unit, output.read() if status == 0 else ""


def share(found: Counter[Key], truth: list[Printed]) -> float:
    """The share of the printed rows that were found, each as often as it is printed."""
    printed = Counter(tuple(map(squeezed, (row.label, *row.cells))) for row in truth)
    return (printed & found).total() / printed.total()


def once(reader: str, file: Path) -> Run:
    """One run of a reader."""
    if reader == "extract":
        with TemporaryDirectory() as folder:
            command = ["extract", "--quiet", "--into", folder, str(file)]
            seconds, memory, _ = measured(command)
            rows = [[row.label, *row.cells] for row in landed(Path(folder))]
    else:
        seconds, memory, output = measured(["tests.bench.contenders", reader, str(file)])
        rows = [json.loads(line) for line in output.splitlines()]
    return seconds, memory, Counter(tuple(map(squeezed, row)) for row in rows)


def line(reader: str, runs: list[Run], floor: float, truth: list[Printed]) -> str:
    """A reader's line of the table."""
    if not runs:
        return f"{reader:18}  not installed"
    seconds = median(run[0] for run in runs)
    memory = median(run[1] for run in runs)
    exact = min(share(run[2], truth) for run in runs)
    shown = "" if reader == "floor" else f"{exact:.1%}"
    return f"{reader:18}{seconds:9.2f}{seconds / floor:7.2f}{memory:6.0f}{shown:>8}"


def main(lines: str = "ruled", months: str = "1") -> None:
    """Draws the report, runs the readers in turn and prints the table."""
    data, truth = to_pdf(
        made_up(months=int(months), seed=SEED), Layout(lines=cast(Lines, lines))
    )
    runs: dict[str, list[Run]] = {reader: [] for reader in READERS}
    with TemporaryDirectory() as folder:
        file = Path(folder) / "report.pdf"
        file.write_bytes(data)
        # In turn, so that a slow minute of the machine falls on all of them.
        for _ in range(RUNS):
            for reader in READERS:
                if reader not in OPTIONAL or find_spec(reader):
                    runs[reader].append(once(reader, file))
    print(f"{truth[-1].page} pages, {len(truth)} rows, {lines}, {months} month(s); {RUNS} runs")
    print(f"{'reader':18}{'seconds':>9}{'ratio':>7}{'MB':>6}{'exact':>8}")
    floor = median(seconds for seconds, _, _ in runs["floor"])
    for reader in READERS:
        print(line(reader, runs[reader], floor, truth))


if __name__ == "__main__":
    main(*sys.argv[1:3])
