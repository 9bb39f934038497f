"""The landed reports: seeds/raw/raw_reports.csv and raw_rows.csv, read, merged, replaced."""

from __future__ import annotations

import csv
import fcntl
import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from .model import Report

REPORTS, ROWS = "raw_reports.csv", "raw_rows.csv"
REPORT_COLUMNS = tuple(f.name for f in fields(Report) if f.name != "rows")
ROW_COLUMNS = (
    *("report_id", "page", "row_no", "section", "label", "ytd_average"),
    *(f"m{month:02}" for month in range(1, 13)),
)


@dataclass(frozen=True)
class Landed:
    """A report as it is landed: its line in raw_reports.csv, and its lines in raw_rows.csv."""

    report: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def _said(self, column: str) -> str:
        return self.report[REPORT_COLUMNS.index(column)]

    @property
    def report_id(self) -> str:
        """`TILT170_2026-02-02`."""
        return self.report[0]

    @property
    def file(self) -> str:
        """The name of the file that it was read from."""
        return self._said("source_file")

    @property
    def sha256(self) -> str:
        """The hash of that file."""
        return self._said("source_sha256")

    @property
    def pages(self) -> str:
        """How many pages that file has."""
        return self._said("source_pages")


def to_landed(report: Report) -> Landed:
    """The CSV lines of a report."""
    rows = (
        (report.report_id, str(r.page), str(r.row_no), r.section, r.row.label, *r.row.values)
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


def load(folder: Path) -> dict[str, Landed]:
    """The landed reports by report_id, sorted.

    The files are replaced one after the other. After a crash between the two one of them may
    name a report that the other lacks: it counts as not landed, and the next call writes so.
    """
    rows: dict[str, list[tuple[str, ...]]] = {}
    for row in _read(folder / ROWS, ROW_COLUMNS):
        rows.setdefault(row[0], []).append(row)
    reports = sorted(_read(folder / REPORTS, REPORT_COLUMNS))
    return {r[0]: Landed(r, tuple(rows[r[0]])) for r in reports if r[0] in rows}


def save(folder: Path, landed: dict[str, Landed]) -> None:
    """Write both files, sorted; each is replaced as a whole, and only if it changes."""
    reports = [landed[key] for key in sorted(landed)]
    texts = {
        ROWS: _csv(ROW_COLUMNS, [row for report in reports for row in report.rows]),
        REPORTS: _csv(REPORT_COLUMNS, [report.report for report in reports]),
    }
    changed = {
        name: text.encode()
        for name, text in texts.items()
        if not (folder / name).exists() or (folder / name).read_bytes() != text.encode()
    }
    for name, content in changed.items():
        with (folder / f".{name}.new").open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    for name in changed:
        os.replace(folder / f".{name}.new", folder / name)


def _csv(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _read(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        if tuple(next(reader, ())) != columns:
            raise ValueError(f"{path} has other columns than extract writes")
        yield from map(tuple, reader)
