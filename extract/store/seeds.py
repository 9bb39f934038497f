"""Reports landed as seeds: raw_reports.csv and raw_rows.csv in one folder.

Text, so that a pull request shows each changed figure as a changed line, and a report can be
reviewed and taken back by git. For some hundred reports and more there is the archive.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.atomic import change_files

from .landed import REPORT_COLUMNS, ROW_COLUMNS, CsvLine, DamagedStoreError, Landed

REPORTS, ROWS = "raw_reports.csv", "raw_rows.csv"
_COLUMNS = {REPORTS: REPORT_COLUMNS, ROWS: ROW_COLUMNS}
_OLDER = f"{','.join(REPORT_COLUMNS[:-2])}\n".encode()
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")


@dataclass(frozen=True)
class Seeds:
    """The store for some dozen reports: each change rewrites both files."""

    folder: Path

    def listed(self) -> list[tuple[CsvLine, int]]:
        return [(landed.report, len(landed.rows)) for landed in self._load().values()]

    def get(self, report_ids: Iterable[str]) -> dict[str, Landed]:
        landed = self._load()
        return {key: landed[key] for key in report_ids if key in landed}

    def save(self, changes: Mapping[str, Landed | None]) -> None:
        """Both files are sorted, and written only if that changes them."""
        landed = {**self._load(), **changes}
        reports = [report for _, report in sorted(landed.items()) if report]
        new = {
            ROWS: _csv(ROW_COLUMNS, [row for report in reports for row in report.rows]),
            REPORTS: _csv(REPORT_COLUMNS, [report.report for report in reports]),
        }
        if any(_bytes(self.folder / name) != content for name, content in new.items()):
            change_files(self.folder, new)

    def _load(self) -> dict[str, Landed]:
        """The landed reports by report_id, sorted; two files that are empty are a new store."""
        contents = {name: _bytes(self.folder / name) for name in _COLUMNS}
        if set(contents.values()) in ({None}, {b""}):
            return {}
        if (contents[REPORTS] or b"").startswith(_OLDER):
            raise DamagedStoreError(
                f"{REPORTS} was written by an older extract, without row_count: land its"
                " reports again in an empty folder (--into DIR), and move the two files here"
            )
        try:
            reports, printed = (
                _lines(name, contents[name], columns) for name, columns in _COLUMNS.items()
            )
            return _joined(reports, printed)
        except DamagedStoreError as damage:
            raise DamagedStoreError(
                f"{damage}; nothing was changed: bring {REPORTS} and {ROWS} back from a copy"
                f" (git checkout -- {self.folder})"
            ) from None


def _joined(reports: Sequence[CsvLine], printed: Sequence[CsvLine]) -> dict[str, Landed]:
    """Each report with its rows; raises DamagedStoreError where they do not belong together."""
    rows: dict[str, list[CsvLine]] = {report[0]: [] for report in sorted(reports)}
    if len(rows) < len(reports):
        raise DamagedStoreError(f"{REPORTS} has two lines of one report")
    for row in printed:
        if row[0] not in rows:
            raise DamagedStoreError(f'{ROWS} has rows of "{row[0]}", and {REPORTS} does not')
        rows[row[0]].append(row)
    landed = {report[0]: Landed(report, tuple(rows[report[0]])) for report in sorted(reports)}
    for each in landed.values():
        if damage := each.damage():
            raise DamagedStoreError(damage)
    return landed


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _csv(columns: CsvLine, rows: Sequence[CsvLine]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()


def _lines(name: str, content: bytes | None, columns: CsvLine) -> list[CsvLine]:
    """The lines of a file below its header; raises DamagedStoreError."""
    if content is None:
        raise DamagedStoreError(f"{name} is missing")
    try:
        text = content.decode()
        if any(line.startswith(_CONFLICT) for line in text.splitlines()):
            raise DamagedStoreError(f"{name} has the conflict markers of a merge")
        header, *lines = [tuple(line) for line in csv.reader(io.StringIO(text, newline=""))]
    except (ValueError, csv.Error) as error:  # no header, not UTF-8, no CSV
        raise DamagedStoreError(f"{name} is not a CSV that extract writes") from error
    if header != columns:
        raise DamagedStoreError(f"{name} has other columns than extract writes")
    for n, line in enumerate(lines, 2):
        if len(line) != len(columns):
            raise DamagedStoreError(
                f"{name} has {len(line)} cells in line {n}, not {len(columns)}"
            )
    return lines
