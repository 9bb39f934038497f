"""Marts and audits as files, a folder for each, published atomically.

Written in place, a kill or a full disk would leave tables of two builds side by side, each of
them readable.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from tools.atomic import new_folder
from tools.terminal import show

from . import codebook, csv_file, jsonstat, parquet, workbook
from .datapackage import File, package
from .tables import PublicationError, Table

DESCRIPTION = "datapackage.json"


def publish(tables: Sequence[Table], warehouse: duckdb.DuckDBPyConnection, folder: Path) -> int:
    """The rows written. The folder is made beside the old one and exchanged with it.

    Raises PublicationError where `folder` holds something else than an earlier publication.
    """
    if folder.exists() and not (folder / DESCRIPTION).is_file():
        raise PublicationError(f"{folder} is no earlier publication: name another folder")
    with new_folder(folder) as new:
        n_rows = 0
        paths: list[tuple[Path, Table | None]] = []
        for n, table in enumerate(tables, start=1):
            show(f"{n} of {len(tables)}: {table.name}")
            (new / table.name).mkdir()
            path = new / table.name / table.name
            n_rows += parquet.write(table, warehouse, path.with_suffix(".parquet"))
            csv_file.write(table, warehouse, path.with_suffix(".csv"))
            paths += [(path.with_suffix(".csv"), table), (path.with_suffix(".parquet"), table)]
            if jsonstat.is_cube(table):
                jsonstat.write(table, tables, warehouse, path.with_suffix(".json"))
                paths.append((path.with_suffix(".json"), table))
        show(f"{codebook.NAME} and {workbook.NAME}")
        codebook.write(tables, warehouse, new / codebook.NAME)
        workbook.write(tables, warehouse, new / workbook.NAME)
        paths += [(new / codebook.NAME, None), (new / workbook.NAME, None)]
        described = package(
            [described_file(path, new, table) for path, table in paths],
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            months=months(tables, warehouse),
        )
        text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
        (new / DESCRIPTION).write_text(text, encoding="utf-8")
    return n_rows


def described_file(path: Path, folder: Path, table: Table | None) -> File:
    """A file with its size and SHA-256, as the description names it from `folder`."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return File(path.relative_to(folder).as_posix(), len(content), digest, table)


def months(tables: Sequence[Table], warehouse: duckdb.DuckDBPyConnection) -> tuple[str, str]:
    """The first and last month of any published fact, as `2026-01`; empty without rows."""
    dated = [
        f"select month from {table.schema}.{table.name}"
        for table in tables
        if table.name.startswith("fct_") and "month" in table.key
    ]
    if not dated:
        return "", ""
    [(first, last)] = warehouse.execute(
        "select coalesce(strftime(min(month), '%Y-%m'), ''),"
        f" coalesce(strftime(max(month), '%Y-%m'), '') from ({' union all '.join(dated)})"
    ).fetchall()
    return first, last
