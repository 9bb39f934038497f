"""Tries `extract` on many made-up files: `python -m tests.extract.fuzz [HOW_MANY] [SEED]`.

Prints, by kind of file, how many were read exactly, refused, or wrong, with the first of what
should not be; exits 1 if any was wrong. It writes no file that stays.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from extract.files import agreed, begin, finish, load_camelot
from extract.report.model import Refusal
from extract.sandbox import each
from tests.facsimile.cases import DAMAGED, Case, draw, kinds
from tests.facsimile.compare import differences
from tests.facsimile.drawn_report import Printed

SHARES = {"pdf": 8, "odd pdf": 6, "text": 8, "pdftotext -layout": 4, "xlsx": 6}
"""How often a kind is tried, against 2 for those not named."""


def read(case: Case) -> list[Printed]:
    """The rows that extract reads; raises Refusal."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / case.name
        path.write_bytes(case.data)
        begun = each(begin, [path], lambda: load_camelot([path]))
        (report,) = each(finish, agreed(begun))
    if isinstance(report, Refusal):
        raise report
    return [
        Printed(raw.page, raw.section, raw.row.label, raw.row.values) for raw in report.rows
    ]


def verdict(case: Case) -> tuple[str, str]:
    """`exact`, `refused` or `wrong`, and why."""
    try:
        found = read(case)
    except Refusal as refusal:
        return "refused", refusal.line(case.name)
    except Exception as error:  # anything but a refusal is a crash, and a crash is wrong
        return "wrong", f"{type(error).__name__}: {error}"
    wrong = differences(found, case.truth)
    return ("wrong", f"{len(wrong)}: {wrong[0]}") if wrong else ("exact", "")


@dataclass
class Tally:
    """What came of the files of one kind; `findings` are what should not be, by their cause."""

    counts: Counter[str] = field(default_factory=Counter)
    findings: dict[str, list[str]] = field(default_factory=dict)

    def add(self, kind: str, case: Case) -> None:
        """Read one more file."""
        result, why = verdict(case)
        self.counts[result] += 1
        if result == "wrong" or (result == "refused" and kind not in DAMAGED):
            cause = re.sub(r'"[^"]*"|\d+', "…", f"{result} {why}")[:90]
            self.findings.setdefault(cause, []).append(f"{why}\n    {case.how}")

    def lines(self) -> Iterator[str]:
        """The causes, wrong ones and frequent ones first, each with its shortest case."""
        order = sorted(self.findings.items(), key=lambda f: (f[0][0] != "w", -len(f[1])))
        for cause, found in order[:6]:
            yield f"  {cause.split()[0]} {len(found)} times: {min(found, key=len)}"


def tried(kind: str, how_many: int, start: int) -> Tally:
    """What comes of so many files of a kind; the first is drawn by the seed `start`."""
    tally = Tally()
    for seed in range(start, start + how_many):
        tally.add(kind, draw(kind, Random(f"{kind} {seed}")))
    return tally


def _line(name: str, counts: Counter[str]) -> str:
    numbers = (counts.total(), counts["exact"], counts["refused"], counts["wrong"])
    return "{:25}{:7}{:7}{:9}{:7}".format(name, *numbers)


def main(how_many: int = 2600, start: int = 0) -> int:
    """Tries so many files and prints the table; 1 if any was wrong."""
    present = kinds()
    shares = sum(SHARES.get(kind, 2) for kind in present)
    total: Counter[str] = Counter()
    print(f"{'kind':25}{'tried':>7}{'exact':>7}{'refused':>9}{'wrong':>7}")
    for kind in present:
        tally = tried(kind, -(-how_many * SHARES.get(kind, 2) // shares), start)
        total += tally.counts
        print(_line(kind, tally.counts), *tally.lines(), sep="\n", flush=True)
    print(_line("all", total))
    return 1 if total["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
