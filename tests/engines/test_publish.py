"""Marts and audits of DuckDB on a PostgreSQL server, published without dbt."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tools.publish.postgres import publish
from tools.publish.tables import (
    SCHEMAS,
    WIDE,
    PublicationError,
    Table,
    View,
    read_tables,
    read_views,
)

from .builds import Build, Copy, Relation
from .server import Server, throw_away_server
from .table_rows import differences, from_duckdb, from_postgres


@pytest.fixture(scope="module")
def other_server() -> Iterator[Server]:
    """A server on which dbt never ran."""
    with throw_away_server() as running:
        yield running


@pytest.fixture(scope="module")
def tables(copy: Copy, builds: dict[str, Build]) -> list[Table]:
    assert builds["duckdb"].failed == []
    return read_tables(copy.folder / "target/duckdb/manifest.json")


@pytest.fixture(scope="module")
def views(copy: Copy, builds: dict[str, Build]) -> list[View]:
    return read_views(copy.folder / "target/duckdb/manifest.json")


@pytest.fixture
def warehouse(copy: Copy) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(copy.database), read_only=True) as connection:
        yield connection


@pytest.fixture
def connection(other_server: Server) -> Iterator[Any]:
    with closing(other_server.connect()) as connection:
        connection.autocommit = False
        yield connection


def names(server: Server, *schemas: str) -> set[str]:
    """The tables in these schemas, or in those that are published."""
    with closing(server.connect()) as connection, connection.cursor() as cursor:
        cursor.execute(
            "select tablename from pg_tables where schemaname = any(%s)",
            [list(schemas or SCHEMAS)],
        )
        return {name for (name,) in cursor.fetchall()}


def wide(server: Server) -> set[str]:
    with closing(server.connect()) as connection, connection.cursor() as cursor:
        cursor.execute("select viewname from pg_views where schemaname = %s", [WIDE])
        return {name for (name,) in cursor.fetchall()}


def test_server_has_the_rows_of_the_file(
    copy: Copy,
    other_server: Server,
    tables: list[Table],
    views: list[View],
    warehouse: duckdb.DuckDBPyConnection,
    connection: Any,
) -> None:
    n_rows = publish(tables, views, warehouse, connection)
    relations = copy.relations("duckdb")
    assert {relation.schema for relation in relations} == set(SCHEMAS)
    compared = 0
    for relation in relations:
        expected = from_duckdb(copy, relation)
        assert differences(expected, from_postgres(other_server, relation)) == []
        compared += expected.total()
    assert (n_rows, names(other_server)) == (compared, {each.name for each in relations})


def test_wide_views_have_the_rows_of_the_file(
    copy: Copy,
    other_server: Server,
    tables: list[Table],
    views: list[View],
    warehouse: duckdb.DuckDBPyConnection,
    connection: Any,
) -> None:
    publish(tables, views, warehouse, connection)
    assert len(views) > 25
    for view in views:
        types = {column.name: column.type for column in view.columns}
        relation = Relation(view.schema, view.name, types, ())
        expected = from_duckdb(copy, relation)
        assert differences(expected, from_postgres(other_server, relation)) == [], view.name
        assert expected.total() or view.name.endswith("revisions"), view.name


def test_a_second_publication_takes_the_place_of_the_first(
    other_server: Server,
    tables: list[Table],
    views: list[View],
    warehouse: duckdb.DuckDBPyConnection,
    connection: Any,
) -> None:
    publish(tables, views, warehouse, connection)
    publish(tables, views, warehouse, connection)
    marts = [table for table in tables if table.schema == "marts"][:3]
    publish(marts, [], warehouse, connection)
    assert names(other_server) == {table.name for table in marts}
    assert names(other_server, "marts_new", "audit_new") == set()
    assert wide(other_server) == set()


def test_a_failed_publication_leaves_the_one_before(
    copy: Copy,
    other_server: Server,
    tables: list[Table],
    views: list[View],
    connection: Any,
) -> None:
    with duckdb.connect(str(copy.database), read_only=True) as warehouse:
        publish(tables, views, warehouse, connection)
    with duckdb.connect() as spoiled:
        spoiled.execute(f"attach '{Path(copy.database)}' as built (read_only)")
        for schema in SCHEMAS:
            spoiled.execute(f"create schema {schema}")
        for table in tables:
            name = f"{table.schema}.{table.name}"
            spoiled.execute(f"create table {name} as select * from built.{name}")
        spoiled.execute("insert into marts.dim_tiltak from built.marts.dim_tiltak")
        with pytest.raises(PublicationError, match="keeps the marts it had: duplicate key"):
            publish(tables, views, spoiled, connection)
    assert names(other_server) == {table.name for table in tables}
    assert wide(other_server) == {view.name for view in views}


@pytest.mark.parametrize(
    ("read", "words"),
    [
        ("marts.dim_fylke", r"view mine depends on table marts\.dim_fylke"),
        ("bi.bi_members", r"view mine depends on view bi\.bi_members"),
    ],
)
def test_a_view_of_somebody_else_is_not_dropped(
    read: str,
    words: str,
    other_server: Server,
    tables: list[Table],
    views: list[View],
    warehouse: duckdb.DuckDBPyConnection,
    connection: Any,
) -> None:
    publish(tables, views, warehouse, connection)
    with closing(other_server.connect()) as own, own.cursor() as cursor:
        cursor.execute(f"create view public.mine as select * from {read}")
        with pytest.raises(PublicationError, match=words):
            publish(tables, views, warehouse, connection)
        cursor.execute("drop view public.mine")
    assert names(other_server) == {table.name for table in tables}
