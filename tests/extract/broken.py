"""Damages PDFs and builds what is landed of them: `python -m tests.extract.broken [N] [START]`.

Prints how many were refused, read exactly, stopped by a test of the build, or without effect on
the facts; the others put wrong figures into the marts, and it exits 1.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from io import StringIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest

from extract.files import agreed, begin, finish, load_camelot
from extract.report.model import Refusal, Report
from extract.sandbox import each
from extract.store.landed import to_landed
from extract.store.seeds import Seeds
from tests.facsimile.cases import Recipe
from tests.facsimile.draw import to_pdf
from tests.facsimile.layout import Layout
from tests.facsimile.streams import WAYS, damaged
from tests.project.conftest import Project, copy_project, unexpected

OUTCOMES = ("refused", "exact", "stopped", "harmless", "wrong")
LAYOUTS = (
    Layout(),
    Layout(lines="none", footer=False),
    Layout(lines="zebra", font="Vera", order="shuffled"),
)
CODES = ("TILT170", "TILT140")


@dataclass(frozen=True)
class Original:
    """An undamaged PDF, and the report that is in it."""

    data: bytes
    report: Report


@cache
def original(code: str, layout: Layout) -> Original:
    """A report with all sections, of two kommuner: quick to read."""
    data, _ = to_pdf(Recipe(code, 2026, 1, seed=1, places=2, size=1).report(), layout)
    report = read(data)
    assert isinstance(report, Report)
    return Original(data, report)


def read(data: bytes) -> Report | Refusal:
    """What `extract` reads in a PDF."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(data)
        begun = each(begin, [path], lambda: load_camelot([path]))
        [report] = each(finish, agreed(begun))
    return report


class Builder:
    """Builds the warehouse from one report, to know what reaches the facts."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.facts = cache(self._facts)

    def build(self, report: Report) -> dict[str, str]:
        """The tests and models that fail."""
        raw = self.project.folder / "seeds/raw"
        for path in raw.glob("*.csv"):
            path.unlink()
        Seeds(raw).save({report.report_id: to_landed(report)})
        with redirect_stdout(StringIO()):  # dbt reports each failure at length
            return unexpected(self.project.build())

    def _facts(self, code: str, layout: Layout) -> str:
        """The facts of an undamaged report."""
        failed = self.build(original(code, layout).report)
        assert not failed, f"the undamaged report is not built: {failed}"
        return self.seen()

    def seen(self) -> str:
        """A hash of all rows of all facts; not of labels and the hash of the file."""
        found = sha256()
        tables = self.project.query(
            "select table_name from information_schema.tables where table_schema = 'marts'"
            " and table_name like 'fct_%' order by all"
        )
        for (table,) in tables:
            columns = "* exclude (label)" if table == "fct_printed_cells" else "*"
            rows = self.project.query(f"select {columns} from marts.{table} order by all")
            found.update(f"{table} {rows}".encode())
        return found.hexdigest()


@contextmanager
def builder() -> Iterator[Builder]:
    """A copy of the project to build in."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DBT_LOG_LEVEL", "none")
        yield Builder(copy_project(Path(folder), patch))


def outcome(code: str, layout: Layout, data: bytes, builder: Builder) -> tuple[str, str]:
    """One of the OUTCOMES, and what is behind it."""
    report, undamaged = read(data), original(code, layout).report
    if isinstance(report, Refusal):
        return "refused", report.line("report.pdf")
    # what is landed of a file that reads the same needs no build: it is the same but for a hash
    one, other = (to_landed(landed) for landed in (report, undamaged))
    same = [a == b for a, b in zip(one.report[:6], other.report[:6], strict=True)]
    if all(same) and one.rows == other.rows:
        return "exact", ""
    facts = builder.facts(code, layout)
    differing = [f"{a} for {b}" for a, b in zip(one.rows, other.rows, strict=False) if a != b]
    counts = f"{len(one.rows)} rows for {len(other.rows)}"
    difference = f"{counts}, {one.report[:6]}: {differing[:2]}"
    if failed := builder.build(report):
        return "stopped", f"{difference}; by {sorted(failed)[:3]}"
    return ("harmless" if builder.seen() == facts else "wrong"), difference


def main(how_many: int = 880, start: int = 0) -> int:
    """Damages so many PDFs and prints a table by the way of damage; 1 if any is wrong."""
    counts = {way: Counter[str]() for way in WAYS}
    with builder() as warehouse:
        for seed in range(start, start + how_many):
            rng, way = Random(f"broken {seed}"), WAYS[seed % len(WAYS)]
            code, layout = rng.choice(CODES), rng.choice(LAYOUTS)
            data = damaged(original(code, layout).data, way, rng)
            result, why = outcome(code, layout, data, warehouse)
            counts[way][result] += 1
            if result not in ("refused", "exact"):
                print(f"  {result}, {way}, seed {seed}: {why}", flush=True)
    print(f"{'damaged PDFs':28}{'tried':>7}" + "".join(f"{name:>10}" for name in OUTCOMES))
    for name, tally in {**counts, "all": sum(counts.values(), Counter[str]())}.items():
        numbers = "".join(f"{tally[outcome]:10}" for outcome in OUTCOMES)
        print(f"{name:28}{tally.total():7}{numbers}")
    return 1 if any(tally["wrong"] for tally in counts.values()) else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
