"""The reports that the project has landed, with their labels in full again."""

import re
from collections.abc import Iterable
from datetime import date

from tests.facsimile.compare import landed, once, squeezed
from tests.facsimile.drawn_report import (
    DrawnBlock,
    DrawnReport,
    DrawnRow,
    Printed,
    PrintedCount,
    Section,
)
from tests.facsimile.seeds import SEEDS, fylker, groups, kommuner, lines, tiltak


def _letters(label: str) -> str:
    return re.sub(r"\W", "", squeezed(label)).lower()


def _names(on: date) -> list[str]:
    """Every label that a report of this date can have, in full."""
    members = [name for names in groups().values() for name in names]
    totals = [f"I alt {name.lower()}" for name in tiltak()]
    statuses = [f"I alt {name}" for name in groups()["Arbeidsmarkedsstatus og tiltak"]]
    places = [place.label for place in (*kommuner(on), *fylker(on))]
    return ["I alt", *members, *tiltak(), *totals, *statuses, *places]


def _in_full(labels: Iterable[str], names: dict[str, str]) -> list[str]:
    """Each label as the first name that it is the beginning of and no label before it was."""
    left = dict(names)
    full: list[str] = []
    for label in labels:
        begins = _letters(label)
        fits = (name for name in left if name.startswith(begins))
        key = begins if begins in left else next(fits, "")
        full.append(left.pop(key, label.replace("|", " ")))
    return full


def _values(row: Printed) -> tuple[PrintedCount, ...]:
    return tuple(None if cell == "*" else int(squeezed(cell)) for cell in row.cells)


def _section(name: str, rows: list[Printed], names: dict[str, str]) -> Section:
    starts = [i for i, row in enumerate(rows) if _letters(row.label).startswith("ialt")]
    totals = _in_full((rows[i].label for i in starts), names)
    blocks = []
    for start, end, total in zip(starts, [*starts[1:], len(rows)], totals, strict=True):
        labels = _in_full((row.label for row in rows[start + 1 : end]), names)
        members = [
            DrawnRow(a, _values(row))
            for a, row in zip(labels, rows[start + 1 : end], strict=True)
        ]
        blocks.append(DrawnBlock(DrawnRow(total, _values(rows[start])), tuple(members)))
    return Section(name, tuple(blocks))


def report(report_id: str) -> DrawnReport:
    """A landed report, each block once, its clipped labels as the seeds have them in full."""
    about = next(line for line in lines("raw/raw_reports") if line["report_id"] == report_id)
    rows = list(once(landed(SEEDS / "raw", report_id)))
    names = {_letters(name): name for name in _names(date.fromisoformat(about["updated_on"]))}
    return DrawnReport(
        about["report_code"],
        about["title"],
        date.fromisoformat(about["updated_on"]),
        int(about["period_to"][:4]),
        int(about["period_to"][5:]),
        tuple(
            _section(name, [row for row in rows if row.section == name], names)
            for name in dict.fromkeys(row.section for row in rows)
        ),
    )
