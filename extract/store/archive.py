"""Reports landed in an archive: a folder with one Parquet file per report.

The seeds are rewritten by every change, 0.5 s where 109 are landed; here a report takes 0.04
s however many there are. docs/decisions/0001 has the figures.
"""

from __future__ import annotations

import csv
import errno
import glob
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tools.atomic import change_files

from .landed import REPORT_COLUMNS, ROW_COLUMNS, CsvLine, DamagedStoreError, Landed, field_of

COLUMNS = (*REPORT_COLUMNS, *ROW_COLUMNS[1:])
"""All as text, null where a CSV is empty; those of the report are the same on each row."""


@dataclass(frozen=True)
class Archive:
    """The store for many reports: a change writes the files of those reports alone."""

    folder: Path

    def listed(self) -> list[tuple[CsvLine, int]]:
        files = list(self._files().values())
        if not files:
            return []
        columns = ", ".join(f"coalesce({name}, '')" for name in REPORT_COLUMNS)
        found = _query(
            self.folder, f"select {columns}, count(*) from read_parquet(?) group by all", files
        )
        for *line, n_rows in found:
            # the hash is compared where rows are read; here a file without all of them is found
            if field_of(tuple(line), "row_count") != str(n_rows):
                raise _damaged(self._files()[line[0]], f"it has {n_rows} rows")
        return sorted((tuple(line), n_rows) for *line, n_rows in found)

    def get(self, report_ids: Iterable[str]) -> dict[str, Landed]:
        files = self._files()
        return {key: _read(files[key], key) for key in report_ids if key in files}

    def save(self, changes: Mapping[str, Landed | None]) -> None:
        files = {
            f"{key}.parquet": _parquet(landed) if landed else None
            for key, landed in sorted(changes.items())
        }
        if files:
            change_files(self.folder, files)

    def _files(self) -> dict[str, Path]:
        return {path.stem: path for path in sorted(self.folder.glob("*.parquet"))}


def _parquet(landed: Landed) -> bytes:
    """The same bytes for the same report: one thread writes its rows in print order."""
    import duckdb  # 0.04 s, only for an archive

    columns = "{" + ", ".join(f"'{name}': 'varchar'" for name in COLUMNS) + "}"
    with TemporaryDirectory() as folder, duckdb.connect(config={"threads": 1}) as connection:
        rows, path = Path(folder) / "report.csv", Path(folder) / "report.parquet"
        with rows.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows((*landed.report, *row[1:]) for row in landed.rows)
        try:  # values bound to a query take seventy times as long
            connection.execute(
                f"""copy (
                    from read_csv('{rows}', columns={columns}, header=false, auto_detect=false,
                    quote='"', escape='"')
                ) to '{path}' (format parquet, compression zstd)"""
            )
        except duckdb.Error as error:  # the disk is full
            raise OSError(errno.ENOSPC, str(error).splitlines()[0], str(path)) from error
        return path.read_bytes()


def _read(path: Path, report_id: str) -> Landed:
    lines = [
        tuple(text or "" for text in line)
        for line in _query(path, f"select {', '.join(COLUMNS)} from read_parquet(?)", [path])
    ]
    reports = {line[: len(REPORT_COLUMNS)] for line in lines}
    if {report[0] for report in reports} != {report_id} or len(reports) != 1:
        raise _damaged(path, "it is not the report that its name says")
    rows = tuple((report_id, *line[len(REPORT_COLUMNS) :]) for line in lines)
    landed = Landed(reports.pop(), rows)
    if damage := landed.damage():
        raise _damaged(path, damage)
    return landed


def _query(path: Path, sql: str, files: list[Path]) -> list[tuple[Any, ...]]:
    """Rows in the order of the files; raises DamagedStoreError where extract wrote other ones.

    DuckDB takes a path for a pattern, so what is special in one is escaped.
    """
    import duckdb

    try:
        with duckdb.connect(config={"threads": 1}) as connection:
            return connection.execute(sql, [[glob.escape(str(f)) for f in files]]).fetchall()
    except duckdb.Error as error:
        line = str(error).splitlines()[0]
        raise _damaged(path, f"it is not what extract writes ({line})") from error


def _damaged(path: Path, what: str) -> DamagedStoreError:
    todo = "nothing was changed: bring the file back from a copy, or delete it and land again"
    return DamagedStoreError(f"{path.name}: {what}; {todo}")
