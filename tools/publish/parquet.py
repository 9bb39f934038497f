"""Marts and audits as Parquet files, a folder for each, published whole or not at all."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import duckdb

from tools.atomic import new_folder

from .datapackage import package, resource
from .tables import PublicationError, Table

DESCRIPTION = "datapackage.json"


def publish(tables: Sequence[Table], warehouse: duckdb.DuckDBPyConnection, folder: Path) -> int:
    """The rows written. The folder is made beside the old one and exchanged with it.

    Raises PublicationError where `folder` holds something else than an earlier publication.
    """
    if folder.exists() and not (folder / DESCRIPTION).is_file():
        raise PublicationError(f"{folder} is no earlier publication: name another folder")
    with new_folder(folder) as new:
        n_rows = sum(write(table, warehouse, new) for table in tables)
        described = package([describe(table, new) for table in tables])
        text = json.dumps(described, ensure_ascii=False, indent=2) + "\n"
        (new / DESCRIPTION).write_text(text, encoding="utf-8")
    return n_rows


def file_of(table: Table) -> Path:
    return Path(table.name) / f"{table.name}.parquet"


def write(table: Table, warehouse: duckdb.DuckDBPyConnection, folder: Path) -> int:
    path = folder / file_of(table)
    path.parent.mkdir()
    quoted = str(path).replace("'", "''")
    [(n_rows,)] = warehouse.execute(
        f"copy ({table.select()}) to '{quoted}' (format parquet, compression zstd)"
    ).fetchall()
    return int(n_rows)


def describe(table: Table, folder: Path) -> dict[str, object]:
    content = (folder / file_of(table)).read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return resource(table, file_of(table).as_posix(), len(content), digest)
