"""What the new file takes over from the served one: all that is not the project's own.

The project's schemas are rebuilt, so that nothing of a removed report remains in them. The
rest is copied into a new database: the old file still holds blocks of what was dropped.
"""

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tools.build.errors import BuildError

SCHEMAS = ("raw", "reference", "staging", "intermediate", "marts", "bi", "audit")
"""The project's own, in the order in which they are built."""
STORAGE = "v1.0.0"
"""As in profiles.yml: BI clients that bundle an older DuckDB read it too."""
HELD = re.compile(r"Conflicting lock is held in (.*?) \(PID (\d+)\)")
KINDS = {
    "table": "select schema_name, table_name from duckdb_tables() where",
    "view": "select schema_name, view_name from duckdb_views() where not internal and",
    "macro": "select distinct schema_name, function_name from duckdb_functions()"
    " where function_type = 'macro' and not internal and",
    "macro table": "select distinct schema_name, function_name from duckdb_functions()"
    " where function_type = 'table_macro' and not internal and",
    "sequence": "select schema_name, sequence_name from duckdb_sequences() where",
    "type": "select schema_name, type_name from duckdb_types() where not internal and",
}


@dataclass(frozen=True)
class Thing:
    """A table, view, macro, sequence or type."""

    kind: str
    schema: str
    name: str

    @property
    def quoted(self) -> str:
        return ".".join(
            '"' + part.replace('"', '""') + '"' for part in (self.schema, self.name)
        )

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}"


@dataclass(frozen=True)
class Named:
    """Relations of the manifest, as schema and name."""

    kept: frozenset[tuple[str, str]]
    """Snapshots and incremental models: their rows are more than a build makes."""
    remade: frozenset[tuple[str, str]]
    """All others, which the build recreates wherever they are."""


def open_served(served: Path) -> duckdb.DuckDBPyConnection | None:
    """A connection that reads, and keeps others from writing; None where there is no file.

    Raises BuildError where somebody writes to the file or it is none of DuckDB's.
    """
    if not served.exists():
        return None
    try:
        if served.with_name(f"{served.name}.wal").exists():  # of a process that was killed
            duckdb.connect(str(served)).close()
        return duckdb.connect(str(served), read_only=True)
    except duckdb.Error as error:
        raise BuildError(f"{served} {_why(error)}") from error


def _why(error: duckdb.Error) -> str:
    held = HELD.search(str(error))
    if held:
        program, process = Path(held[1]).name, held[2]
        return f"is open for writing in {program} (process {process}): close it there"
    return f"cannot be read, move it away: {str(error).splitlines()[0]}"


def things(connection: duckdb.DuckDBPyConnection) -> list[Thing]:
    """Everything that somebody made in the database in use, in an order of dropping it."""
    return [
        Thing(kind, schema, name)
        for kind in ("view", "macro table", "macro", "table", "sequence", "type")
        for schema, name in connection.execute(
            f"{KINDS[kind]} database_name = current_database() order by all"
        ).fetchall()
    ]


def to_keep(found: Iterable[Thing], named: Named) -> list[Thing]:
    """Those that the project does not recreate."""
    return [
        thing
        for thing in found
        if (thing.schema, thing.name) in named.kept
        or (thing.schema not in SCHEMAS and (thing.schema, thing.name) not in named.remade)
    ]


def carry_over(
    reader: duckdb.DuckDBPyConnection, served: Path, new: Path, named: Named
) -> list[Thing]:
    """Make the new file with what is to be kept of the served one; nothing to keep: no file."""
    kept = to_keep(things(reader), named)
    if not kept:
        return []
    # `copy from database` copies all, so what is not kept is dropped before, from a copy
    old = new.with_name("old.duckdb")
    shutil.copyfile(served, old)
    try:
        with duckdb.connect(config={"temp_directory": str(new.parent / "spill")}) as connection:
            for path, name in ((old, "old"), (new, "new")):
                quoted = str(path).replace("'", "''")
                storage = f"(storage_version '{STORAGE}')" if name == "new" else ""
                connection.execute(f"attach '{quoted}' as {name} {storage}")
            _drop(connection, kept)
            connection.execute("copy from database old to new")
    except duckdb.Error as error:
        raise BuildError(
            f"your own tables in {served} cannot be carried over: {str(error).splitlines()[0]}"
        ) from error
    finally:
        old.unlink()
    return kept


def _drop(connection: duckdb.DuckDBPyConnection, kept: Iterable[Thing]) -> None:
    """Leave in `old` nothing but what is kept."""
    connection.execute("use old")
    for thing in things(connection):
        if thing not in kept:
            connection.execute(f"drop {thing.kind} {thing.quoted}")
    connection.execute("use memory")
    for schema in SCHEMAS:
        left = connection.execute(
            "select 1 from duckdb_tables() where database_name = 'old' and schema_name = ?",
            [schema],
        ).fetchall()
        if not left:
            connection.execute(f"drop schema if exists old.{schema} cascade")
