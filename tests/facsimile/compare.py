"""Landed rows against the rows that were drawn."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.facsimile.drawn_report import COLUMNS, Printed


def landed(raw: Path, report_id: str | None = None) -> list[Printed]:
    """The rows of raw_rows.csv in print order, of one report or of all."""
    with (raw / "raw_rows.csv").open(encoding="utf-8", newline="") as lines:
        return [
            Printed(int(line["page"]), line["section"], line["label"], _cells(line))
            for line in csv.DictReader(lines)
            if report_id in (None, line["report_id"])
        ]


def _cells(line: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(line[column] for column in COLUMNS if line[column])


def squeezed(text: str) -> str:
    """The text without line breaks and without spaces of any kind."""
    return re.sub(r"[\s|]", "", text)


def same_name(one: str, other: str) -> bool:
    """Whether two prints of a label agree up to clipping, line breaks and lost letters."""
    first, second = (re.sub(r"[^a-z0-9]", "", squeezed(text).lower()) for text in (one, other))
    return first.startswith(second) or second.startswith(first)


def once(rows: Iterable[Printed]) -> Iterator[Printed]:
    """The rows with each block's total counted once, not again on every page."""
    last: Printed | None = None
    for row in rows:
        is_total = squeezed(row.label).lower().startswith("ialt")
        repeats = is_total and last is not None and _key(last) == _key(row)
        if not repeats:
            yield row
        last = row if is_total else last


def _key(row: Printed) -> tuple[str, str, tuple[str, ...]]:
    return row.section, squeezed(row.label), tuple(map(squeezed, row.cells))


def differences(
    found: Sequence[Printed], truth: Sequence[Printed], *, loosely: bool = False
) -> list[str]:
    """What differs, row by row in order; nothing if the landed rows are exact.

    Every row must be there with its section, letters and values; the spaces and line breaks in
    a label may differ. `loosely` compares two prints of one report: repeated totals count once,
    labels agree up to clipping and lost letters.
    """
    if loosely:
        found, truth = list(once(found)), list(once(truth))
    wrong = [] if len(found) == len(truth) else [f"{len(found)} rows for {len(truth)}"]
    for got, want in zip(found, truth, strict=False):
        a, b = _key(got), _key(want)
        same = same_name(a[1], b[1]) and (a[0], a[2]) == (b[0], b[2]) if loosely else a == b
        if not same:
            wrong.append(f"got {got}, expected {want}")
    return wrong
