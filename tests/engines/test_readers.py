"""On PostgreSQL a BI user reads what is published, and nothing that dbt builds there."""

from collections.abc import Iterator
from typing import Any

import psycopg2.errors
import pytest

from .builds import PREFIX
from .server import Server

USER, PASSWORD = "anna", "a password of the test"


@pytest.fixture(scope="module")
def role(published: Server) -> Server:
    """The server with a user who has the role of readers and nothing more."""
    with published.connect().cursor() as cursor:
        cursor.execute(f"create role {USER} login password %s", [PASSWORD])
        cursor.execute(f"grant nav_tilt_reader to {USER}")
    return published


@pytest.fixture(scope="module")
def reader(role: Server) -> Iterator[Any]:
    """A cursor of that user where marts are published."""
    connection = role.connect(USER, PASSWORD)
    yield connection.cursor()
    connection.close()


def tables(server: Server, prefix: str) -> list[str]:
    with server.connect().cursor() as cursor:
        cursor.execute(
            """
            select schemaname || '.' || tablename from pg_tables
            where starts_with(schemaname, %(prefix)s)
            union all
            select schemaname || '.' || viewname from pg_views
            where starts_with(schemaname, %(prefix)s)
            """,
            {"prefix": prefix},
        )
        return [name for (name,) in cursor.fetchall()]


def test_reader_reads_what_is_published(published: Server, reader: Any) -> None:
    readable = tables(published, "marts") + tables(published, "audit") + tables(published, "bi")
    assert {"marts.dim_fylke", "audit.audit_totals", "bi.bi_members"} <= set(readable)
    for table in readable:
        reader.execute(f"select * from {table} limit 1")


def test_reader_is_refused_where_dbt_builds(role: Server, server: Server) -> None:
    built = tables(server, PREFIX)
    assert {name.partition(".")[0] for name in built} == {
        PREFIX + schema
        for schema in ("raw", "reference", "staging", "intermediate", "marts", "bi", "audit")
    }
    cursor = server.connect(USER, PASSWORD).cursor()
    for table in built:
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute(f"select * from {table} limit 1")


@pytest.mark.parametrize(
    "statement",
    [
        "delete from marts.dim_fylke",
        "update marts.dim_fylke set name_nb = ''",
        "drop table marts.dim_fylke",
        "create table marts.mine (x integer)",
        "create table public.mine (x integer)",
        "create schema mine",
    ],
)
def test_reader_changes_nothing(reader: Any, statement: str) -> None:
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        reader.execute(statement)
