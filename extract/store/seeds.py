"""Reports landed as seeds: raw_reports.csv and raw_rows.csv in one folder."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .landed import REPORT_COLUMNS, ROW_COLUMNS, Landed, Line, write_new

REPORTS, ROWS = "raw_reports.csv", "raw_rows.csv"


@dataclass(frozen=True)
class Seeds:
    """The store for some dozen reports: each change writes both files anew."""

    folder: Path

    def listed(self) -> list[tuple[Line, int]]:
        return [(landed.report, len(landed.rows)) for landed in self._load().values()]

    def get(self, report_ids: Iterable[str]) -> dict[str, Landed]:
        landed = self._load()
        return {key: landed[key] for key in report_ids if key in landed}

    def save(self, changes: Mapping[str, Landed | None]) -> None:
        """Both files are sorted; each is replaced as a whole, and only if it changes."""
        landed = {**self._load(), **changes}
        reports = [report for _, report in sorted(landed.items()) if report]
        texts = {
            ROWS: _csv(ROW_COLUMNS, [row for report in reports for row in report.rows]),
            REPORTS: _csv(REPORT_COLUMNS, [report.report for report in reports]),
        }
        changed = {
            self.folder / name: text.encode()
            for name, text in texts.items()
            if not (self.folder / name).exists()
            or (self.folder / name).read_bytes() != text.encode()
        }
        new = {path: write_new(path, content) for path, content in changed.items()}
        for path in changed:
            os.replace(new[path], path)

    def _load(self) -> dict[str, Landed]:
        """The landed reports by report_id, sorted.

        The files are replaced one after the other. After a crash between the two one of them
        may name a report that the other lacks: it counts as not landed, and the next call
        writes so.
        """
        rows: dict[str, list[Line]] = {}
        for row in _read(self.folder / ROWS, ROW_COLUMNS):
            rows.setdefault(row[0], []).append(row)
        reports = sorted(_read(self.folder / REPORTS, REPORT_COLUMNS))
        return {r[0]: Landed(r, tuple(rows[r[0]])) for r in reports if r[0] in rows}


def _csv(columns: Line, rows: Sequence[Line]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _read(path: Path, columns: Line) -> Iterator[Line]:
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        if tuple(next(reader, ())) != columns:
            raise ValueError(f"{path} has other columns than extract writes")
        yield from map(tuple, reader)
