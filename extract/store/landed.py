"""Landed reports: as the lines of two CSV seeds, compared, and kept by a store."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Protocol

from ..report.model import Report

Line = tuple[str, ...]
REPORT_COLUMNS = tuple(f.name for f in fields(Report) if f.name != "rows")
ROW_COLUMNS = (
    *("report_id", "page", "row_no", "section", "label", "ytd_average"),
    *(f"m{month:02}" for month in range(1, 13)),
)


@dataclass(frozen=True)
class Landed:
    """A report as it is landed: its line in raw_reports.csv, and its lines in raw_rows.csv."""

    report: Line
    rows: tuple[Line, ...]

    @property
    def report_id(self) -> str:
        """`TILT170_2026-02-02`."""
        return self.report[0]

    @property
    def file(self) -> str:
        """The name of the file that it was read from."""
        return said(self.report, "source_file")

    @property
    def sha256(self) -> str:
        """The hash of that file."""
        return said(self.report, "source_sha256")


class Store(Protocol):
    """Where reports are landed: the seeds or an archive."""

    @property
    def folder(self) -> Path:
        """Locked while it changes."""

    def listed(self) -> list[tuple[Line, int]]:
        """The line of each report and how many rows it has, by report_id."""

    def get(self, report_ids: Iterable[str]) -> dict[str, Landed]:
        """Those of these reports that are landed."""

    def save(self, changes: Mapping[str, Landed | None]) -> None:
        """Land these reports, or take out those that are None; no file is ever half-written."""


def said(report: Line, column: str) -> str:
    """What a report's line says in a column of raw_reports."""
    return report[REPORT_COLUMNS.index(column)]


def to_landed(report: Report) -> Landed:
    """The CSV lines of a report."""
    text = cache(str)  # one for the rows of a page
    rows = (
        (report.report_id, text(r.page), text(r.row_no), r.section, r.row.label, *r.row.values)
        for r in report.rows
    )
    return Landed(
        tuple(str(getattr(report, name)) for name in REPORT_COLUMNS),
        tuple((*row, *[""] * (len(ROW_COLUMNS) - len(row))) for row in rows),
    )


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
        row = (section, re.sub(r"[^0-9a-z]", "", label.lower()), *values)
        if row[1].startswith("ialt"):
            if row == total:
                continue
            total = row
        yield row


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds `folder` for one process at a time; the lock ends with the process."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write_new(path: Path, content: bytes) -> Path:
    """The content on the disk in a new file beside `path`, ready to be renamed over it."""
    new = path.with_name(f".{path.name}.new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return new
