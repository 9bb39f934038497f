"""How long readers of a report take, side by side.

Seconds alone say more about the machine, on which others may work, than about the reader: so
readers take turns, and their ratio to the first one is what is compared.

Each reader runs in a process of its own, RUNS times, in turn with the others; the medians are
printed, and the peak memory of all its processes from a run more. `times` compares with the
first line. The floor is what importing camelot and reading the text with pdfium cost; `exact`
is the share of the printed rows that come out with the right label and values.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import get_args

from examples.bench.contenders import CONTENDERS
from tests.facsimile.compare import landed, squeezed
from tests.facsimile.draw import to_pdf
from tests.facsimile.drawn_report import Printed
from tests.facsimile.layout import Layout, Lines
from tests.facsimile.world import made_up
from tests.measure import Run, run_module
from tools.terminal import show

RUNS = 5
SEED = 7
"""Of a report that fills 111 pages with one month, as January 2026 did."""

RowCounter = Counter[tuple[str, ...]]


@dataclass
class Task:
    """Reports that a reader reads in one call, and what came of it."""

    reader: str
    files: Sequence[Path]
    truth: Sequence[Printed] = ()
    seconds: list[float] = field(default_factory=list)
    megabytes: float = 0
    exact: float = 1

    def once(self, watched: bool = False) -> None:
        """One run more."""
        with TemporaryDirectory() as folder:
            module = ["examples.bench.contenders", self.reader]
            if self.reader == "extract":
                module = ["extract", "--quiet", "--into", folder]
            done = run_module(*module, *self.files, watched=watched)
            if done.code:
                raise SystemExit(f"{self.reader} failed: {done.errors}")
            if self.reader == "extract":
                rows = [[row.label, *row.cells] for row in landed(Path(folder))]
            else:
                rows = [json.loads(line) for line in done.output.splitlines()]
        self._note(done, Counter(tuple(map(squeezed, row)) for row in rows), watched)

    def _note(self, done: Run, found: RowCounter, watched: bool) -> None:
        printed = Counter(tuple(map(squeezed, (r.label, *r.cells))) for r in self.truth)
        self.exact = min(self.exact, (printed & found).total() / (printed.total() or 1))
        if watched:
            self.megabytes = done.megabytes
        else:
            self.seconds.append(done.seconds)

    def line(self, name: str, first: "Task") -> str:
        """A line of a table whose first task is the measure of the others."""
        shown = f"{self.exact:.1%}" if self.truth and self.reader != "floor" else ""
        seconds = median(self.seconds)
        ratio, more = seconds / median(first.seconds), self.megabytes / first.megabytes
        return f"{name:22}{seconds:8.2f}{ratio:7.2f}{self.megabytes:7.0f}{more:7.2f}{shown:>8}"


def measure(tasks: Sequence[Task]) -> None:
    """Run all tasks in turn, so that a slow minute of the machine falls on all of them."""
    for n in range(1, RUNS + 1):
        for task in tasks:
            show(f"run {n} of {RUNS}: {task.reader}")
            task.once()
    for task in tasks:
        show(f"memory: {task.reader}")
        task.once(watched=True)
    show("")


def table(title: str, tasks: dict[str, Task]) -> None:
    """Measure the tasks and print a line for each, in proportion to the first."""
    measure(list(tasks.values()))
    print(f"{title:22}{'seconds':>8}{'times':>7}{'MB':>7}{'times':>7}{'exact':>8}")
    first = next(iter(tasks.values()))
    for name, task in tasks.items():
        print(task.line(name, first), flush=True)
    print()


def drawn(folder: Path, lines: Lines, months: int) -> tuple[Path, list[Printed]]:
    """A report of 111 pages or a few more."""
    data, truth = to_pdf(made_up(months=months, seed=SEED), Layout(lines=lines))
    file = folder / f"{lines}{months}.pdf"
    file.write_bytes(data)
    return file, truth


def readers(folder: Path) -> None:
    """Every reader on the same report."""
    file, truth = drawn(folder, "ruled", 1)
    names = ("floor", "extract", *(name for name in CONTENDERS if name != "floor"))
    tasks = {name: Task(name, [file], truth) for name in names}
    table(f"{truth[-1].page} pages, ruled", tasks)


def forms(folder: Path) -> None:
    """extract and the floor on each form."""
    for months, lines in product((1, 2, 12), get_args(Lines)):
        file, truth = drawn(folder, lines, months)
        tasks = {name: Task(name, [file], truth) for name in ("floor", "extract")}
        table(f"{lines}, {months + 1} columns", tasks)


def pages(folder: Path) -> None:
    """extract on ten times as many pages."""
    tasks: dict[str, Task] = {}
    for times in (1, 10):
        names = [f"Tiltak {n}" for n in range(3 * times)]
        data, truth = to_pdf(made_up(seed=SEED, tiltak=names, persons=(4257, 10002, 6)))
        file = folder / f"pages{times}.pdf"
        file.write_bytes(data)
        tasks[f"{truth[-1].page} pages"] = Task("extract", [file], truth)
    table("extract", tasks)


def reports(folder: Path) -> None:
    """extract on twelve reports."""
    files: list[Path] = []
    all_rows: list[Printed] = []
    for day in range(1, 13):
        report = replace(made_up(seed=SEED), updated_on=date(2026, 2, day))
        data, truth = to_pdf(report)
        files.append(folder / f"report{day}.pdf")
        files[-1].write_bytes(data)
        all_rows += truth
    one, twelve = Task("extract", files[:1], truth), Task("extract", files, all_rows)
    table("extract", {"one report": one, "twelve reports": twelve})
