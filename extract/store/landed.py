"""Landed reports: as the lines of two CSV seeds, compared, and kept by a store.

Seeds are texts that people edit and merge. Each report carries the number and a hash of its
rows, so that a line which is lost or changed by hand is refused instead of built as NAV's
figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from tools.atomic import finish_change, locked

from ..report.model import Report

CsvLine = tuple[str, ...]
REPORT_COLUMNS = (
    *(f.name for f in fields(Report) if f.name != "rows"),
    *("row_count", "rows_sha256"),
)
ROW_COLUMNS = (
    *("report_id", "page", "row_no", "section", "label", "ytd_average"),
    *(f"m{month:02}" for month in range(1, 13)),
)


class DamagedStoreError(Exception):
    """What is not as extract wrote it, and how to repair it; the store is unchanged."""


@dataclass(frozen=True)
class Landed:
    """A report as it is landed: its line in raw_reports.csv, and its lines in raw_rows.csv."""

    report: CsvLine
    rows: tuple[CsvLine, ...]

    @property
    def report_id(self) -> str:
        """`TILT170_2026-02-02`."""
        return self.report[0]

    @property
    def file(self) -> str:
        """The name of the file that it was read from."""
        return field_of(self.report, "source_file")

    @property
    def sha256(self) -> str:
        """The hash of that file."""
        return field_of(self.report, "source_sha256")

    def damage(self) -> str | None:
        """How the rows differ from what the report's line says of them, or None."""
        report_id, code, updated_on = (
            field_of(self.report, name) for name in ("report_id", "report_code", "updated_on")
        )
        if report_id != f"{code}_{updated_on}":
            return f"{report_id} has the code {code} and the date {updated_on}"
        n_rows = field_of(self.report, "row_count")
        if n_rows != str(len(self.rows)):
            return f"{report_id} has {len(self.rows)} rows, and {n_rows} were landed"
        if field_of(self.report, "rows_sha256") != rows_sha256(self.rows):
            return f"the rows of {report_id} are not those that were landed"
        return None


class Store(Protocol):
    """Where reports are landed: the seeds or an archive. Each call is made in `opened`."""

    @property
    def folder(self) -> Path:
        """Locked while it is open."""

    def listed(self) -> list[tuple[CsvLine, int]]:
        """The line of each report and how many rows it has, by report_id."""

    def get(self, report_ids: Iterable[str]) -> dict[str, Landed]:
        """Those of these reports that are landed; raises DamagedStoreError."""

    def save(self, changes: Mapping[str, Landed | None]) -> None:
        """Land these reports and take out those that are None: all of them or none."""


@contextmanager
def opened(store: Store) -> Iterator[None]:
    """Hold a store for this process; a change that was killed midway is completed first."""
    with locked(store.folder):
        finish_change(store.folder)
        yield


def field_of(report: CsvLine, column: str) -> str:
    """What a report's line says in a column of raw_reports."""
    return report[REPORT_COLUMNS.index(column)]


def to_landed(report: Report) -> Landed:
    """The CSV lines of a report."""
    text = cache(str)  # one for the rows of a page
    rows = (
        (report.report_id, text(r.page), text(r.row_no), r.section, r.row.label, *r.row.values)
        for r in report.rows
    )
    lines = tuple((*row, *[""] * (len(ROW_COLUMNS) - len(row))) for row in rows)
    about = (str(getattr(report, name)) for name in REPORT_COLUMNS[:-2])
    return Landed((*about, str(len(lines)), rows_sha256(lines)), lines)


def rows_sha256(rows: Iterable[CsvLine]) -> str:
    """The SHA-256 of rows in print order: tabs between cells, line feeds between rows.

    No cell holds either; one without a value is empty.
    """
    return sha256("\n".join("\t".join(row) for row in rows).encode()).hexdigest()


def same_rows(one: Landed, other: Landed) -> bool:
    """Whether two prints of a report say the same: sections, values and order, totals once.

    Line breaks and clipping differ from one form to another: of two labels one must be the
    beginning of the other.
    """
    first, second = (list(_distinct(landed)) for landed in (one, other))
    return len(first) == len(second) and all(
        a[0] == b[0] and a[2:] == b[2:] and (a[1].startswith(b[1]) or b[1].startswith(a[1]))
        for a, b in zip(first, second, strict=True)
    )


def _distinct(landed: Landed) -> Iterator[tuple[str, ...]]:
    """(section, letters and digits of the label, *values) of each row, a block's total once."""
    total: tuple[str, ...] = ()
    for _, _, _, section, label, *values in landed.rows:
        # letters that fonts lose, hyphens and line breaks are no difference
        row = (section, re.sub(r"[^0-9a-z]", "", label.lower()), *values)
        if row[1].startswith("ialt"):
            if row == total:
                continue
            total = row
        yield row
