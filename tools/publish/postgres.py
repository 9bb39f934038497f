"""Marts, audits and wide views on a PostgreSQL server, published atomically.

dbt replaces table by table: readers of its own build saw a wrong figure before a test had
found it, and views of others were dropped. docs/decisions/0009 lists what else was tried.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Template

from tools.terminal import show

from .tables import SCHEMAS, WIDE, PublicationError, Table, View, quoted

READER = "nav_tilt_reader"
PATIENCE = "10s"
"""How long readers of the old tables are waited for."""
MARK = "Published by nav_tilt."
"""Ends the comment on each table and view that is made here: no others are replaced."""
FUNCTIONS = Path(__file__).parents[2] / "macros/engines/create_sql_functions.sql"
"""What dbt runs on PostgreSQL: the same functions are published."""


def connect() -> Any:
    """A connection by the variables that psql reads, user and database as in profiles.yml.

    Raises PublicationError.
    """
    try:
        import psycopg2
    except ImportError as error:
        raise PublicationError(
            "PostgreSQL needs the extra engines: make setup-engines"
        ) from error
    try:
        return psycopg2.connect(
            user=os.environ.get("PGUSER", "nav_tilt"),
            dbname=os.environ.get("PGDATABASE", "nav_tilt"),
        )
    except psycopg2.OperationalError as error:
        raise PublicationError(f"PostgreSQL cannot be reached: {first_line(error)}") from error


def publish(
    tables: Sequence[Table],
    views: Sequence[View],
    warehouse: duckdb.DuckDBPyConnection,
    connection: Any,
) -> int:
    """The rows copied. One transaction makes new tables and drops the old; readers see either.

    What else is in their schemas stays. Raises PublicationError where it has the name of a
    table or view, or the server refuses, for example because another user's view reads the
    old tables; everything is then unchanged.
    """
    import psycopg2

    try:
        connection.set_client_encoding("UTF8")  # PGCLIENTENCODING may name another
        with connection, connection.cursor() as cursor:
            cursor.execute("set local lock_timeout = %s", [PATIENCE])
            refuse_others([*tables, *views], cursor)
            for schema, _ in by_schema(tables):
                cursor.execute(f"create schema {new(schema)}")
            n_rows = 0
            for n, table in enumerate(tables, start=1):
                show(f"PostgreSQL: {n} of {len(tables)}: {table.name}")
                n_rows += copy(table, warehouse, cursor)
            show("PostgreSQL: exchanging the tables")
            swap(tables, cursor)
            for view in views:
                create_view(view, warehouse, cursor)
            cursor.execute(functions())
            grant([*tables, *views], cursor)
    except psycopg2.errors.LockNotAvailable as error:
        raise PublicationError(
            f"PostgreSQL keeps the marts it had: {busy(connection)} for more than {PATIENCE}:"
            " let it end its transaction, or select pg_terminate_backend(pid)"
        ) from error
    except psycopg2.Error as error:
        problem = " ".join(f"{first_line(error)} {error.diag.message_detail or ''}".split())
        raise PublicationError(f"PostgreSQL keeps the marts it had: {problem}") from error
    return n_rows


def busy(connection: Any) -> str:
    """Who holds the published tables, as a text."""
    with connection, connection.cursor() as cursor:
        cursor.execute(
            """
            select distinct
                'process ' || pid || ' of the user ' || usename
                || coalesce(' (' || state || ')', '')
            from pg_locks
            inner join pg_stat_activity using (pid)
            inner join pg_class on pg_class.oid = relation
            where
                relnamespace in (select oid from pg_namespace where nspname = any(%s))
                and granted
                and pid <> pg_backend_pid()
            """,
            [[*SCHEMAS, WIDE]],
        )
        held = ", ".join(who for (who,) in cursor.fetchall())
    return f"they are in use by {held or 'another session'}"


def by_schema(relations: Sequence[Table | View]) -> Iterator[tuple[str, list[str]]]:
    """The schemas that these are in, each with the names of its tables or views."""
    for schema in (*SCHEMAS, WIDE):
        if names := [relation.name for relation in relations if relation.schema == schema]:
            yield schema, names


def new(schema: str) -> str:
    """Where its tables are made before they take the place of the old ones."""
    return f"{schema}_new"


def copy(table: Table, warehouse: duckdb.DuckDBPyConnection, cursor: Any) -> int:
    """Make a described table in the schema of the new ones; returns the rows copied."""
    columns = ", ".join(f"{quoted(column.name)} {column.type}" for column in table.columns)
    key = ", ".join(map(quoted, table.key))
    name = f"{new(table.schema)}.{table.name}"
    cursor.execute(f"create table {name} ({columns}, primary key ({key}))")
    describe("table", name, table, cursor)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        warehouse.execute(f"copy ({table.select()}) to '{path}' (format csv, header false)")
        with path.open("rb") as rows:
            cursor.copy_expert(f"copy {name} from stdin (format csv)", rows)
    return int(cursor.rowcount)


def create_view(view: View, warehouse: duckdb.DuckDBPyConnection, cursor: Any) -> None:
    """By the SQL that the warehouse has of it: DuckDB writes what PostgreSQL reads too."""
    [(sql,)] = warehouse.execute(
        "select sql from duckdb_views() where schema_name = ? and view_name = ?",
        [view.schema, view.name],
    ).fetchall()
    cursor.execute(f"create schema if not exists {view.schema}")
    cursor.execute(sql)
    describe("view", f"{view.schema}.{view.name}", view, cursor)


def describe(kind: str, name: str, relation: Table | View, cursor: Any) -> None:
    """Comment on a `table` or `view` and on its columns; MARK says that it was made here."""
    cursor.execute(f"comment on {kind} {name} is %s", [f"{relation.description} {MARK}"])
    for column in relation.columns:
        cursor.execute(
            f"comment on column {name}.{quoted(column.name)} is %s", [column.description]
        )


def refuse_others(relations: Sequence[Table | View], cursor: Any) -> None:
    """Raise PublicationError where something else has the name of one of them in its schema."""
    for schema, names in by_schema(relations):
        cursor.execute(
            """
            select relname from pg_class
            where relnamespace = to_regnamespace(%s) and relname = any(%s)
            """,
            [schema, names],
        )
        taken = [name for (name,) in cursor.fetchall()]
        if others := sorted(set(taken) - made_here(schema, cursor).keys()):
            more = f" and {len(others) - 3} more" if others[3:] else ""
            raise PublicationError(
                f"PostgreSQL keeps the marts it had: {', '.join(others[:3])}{more} in the"
                f" schema {schema} were not published by nav_tilt; move them: alter schema"
                f" {schema} rename to {schema}_old"
            )


def made_here(schema: str, cursor: Any) -> dict[str, str]:
    """What an earlier publication made in a schema: `table` or `view`, by name."""
    cursor.execute(
        """
        select relname, case relkind when 'r' then 'table' else 'view' end from pg_class
        where
            relnamespace = to_regnamespace(%s)
            and relkind in ('r', 'v')
            and obj_description(oid, 'pg_class') like %s
        order by relname
        """,
        [schema, f"%{MARK}"],
    )
    return dict(cursor.fetchall())


def swap(tables: Sequence[Table], cursor: Any) -> None:
    """Objects of others are kept: without cascade a `drop` that they depend on is refused."""
    for schema in (WIDE, *SCHEMAS):  # views first: they read the tables
        made = made_here(schema, cursor)
        for kind in sorted(set(made.values())):
            old = ", ".join(f"{schema}.{name}" for name in made if made[name] == kind)
            cursor.execute(f"drop {kind} {old}")
    for schema, names in by_schema(tables):
        cursor.execute(f"create schema if not exists {schema}")
        for name in names:
            cursor.execute(f"alter table {new(schema)}.{name} set schema {schema}")
        cursor.execute(f"drop schema {new(schema)}")


def functions() -> str:
    """SQL of the functions that dbt makes too: sums that are null where a part is hidden."""
    macros = Template(FUNCTIONS.read_text(encoding="utf-8")).module
    return str(vars(macros)["postgres__create_sql_functions"]("marts"))


def grant(relations: Sequence[Table | View], cursor: Any) -> None:
    """The role that BI users get reads what is published, and nothing that is beside it."""
    cursor.execute("select from pg_roles where rolname = %s", [READER])
    if not cursor.fetchall():
        cursor.execute(f"create role {READER} nologin")
    for schema, names in by_schema(relations):
        cursor.execute(f"grant usage on schema {schema} to {READER}")
        for name in names:
            cursor.execute(f"grant select on {schema}.{name} to {READER}")


def first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
