"""The marts on a PostgreSQL server, published whole or not at all."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from .tables import PublicationError, Table

NEW, SCHEMA, READER = "marts_new", "marts", "nav_tilt_reader"


def connect() -> Any:
    """A connection by the variables that psql reads; raises PublicationError."""
    try:
        import psycopg2
    except ImportError as error:
        raise PublicationError(
            "PostgreSQL needs the extra engines: make setup-engines"
        ) from error
    try:
        return psycopg2.connect("")
    except psycopg2.OperationalError as error:
        raise PublicationError(f"PostgreSQL cannot be reached: {first_line(error)}") from error


def publish(
    tables: Sequence[Table], warehouse: duckdb.DuckDBPyConnection, connection: Any
) -> int:
    """The rows copied. One transaction makes new tables and drops the old; readers see either.

    Raises PublicationError where the server refuses, for example because a view of somebody
    else reads the old tables; everything is then as it was.
    """
    import psycopg2

    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(f"create schema {NEW}")
            n_rows = sum(copy(table, warehouse, cursor) for table in tables)
            swap(cursor)
            grant(cursor)
    except psycopg2.Error as error:
        detail = error.diag.message_detail or ""
        problem = f"PostgreSQL keeps the marts it had: {first_line(error)} {detail}"
        raise PublicationError(" ".join(problem.split())) from error
    return n_rows


def copy(table: Table, warehouse: duckdb.DuckDBPyConnection, cursor: Any) -> int:
    columns = ", ".join(f"{column.name} {column.type}" for column in table.columns)
    name = f"{NEW}.{table.name}"
    cursor.execute(f"create table {name} ({columns}, primary key ({', '.join(table.key)}))")
    cursor.execute(f"comment on table {name} is %s", [table.description])
    for column in table.columns:
        cursor.execute(f"comment on column {name}.{column.name} is %s", [column.description])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        warehouse.execute(f"copy ({table.select()}) to '{path}' (format csv, header false)")
        with path.open(encoding="utf-8") as rows:
            cursor.copy_expert(f"copy {name} from stdin (format csv)", rows)
    return int(cursor.rowcount)


def swap(cursor: Any) -> None:
    """Nothing of others is dropped: without cascade `drop` is refused where they depend."""
    cursor.execute("select tablename from pg_tables where schemaname = %s", [SCHEMA])
    if old := [f"{SCHEMA}.{name}" for (name,) in cursor.fetchall()]:
        cursor.execute(f"drop table {', '.join(old)}")
    cursor.execute(f"drop schema if exists {SCHEMA}")
    cursor.execute(f"alter schema {NEW} rename to {SCHEMA}")


def grant(cursor: Any) -> None:
    """The role that BI users get reads the marts."""
    cursor.execute("select from pg_roles where rolname = %s", [READER])
    if not cursor.fetchall():
        cursor.execute(f"create role {READER} nologin")
    cursor.execute(f"grant usage on schema {SCHEMA} to {READER}")
    cursor.execute(f"grant select on all tables in schema {SCHEMA} to {READER}")


def first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
