"""On PostgreSQL a BI user reads the marts and the reference, and nothing else."""

from collections.abc import Iterator
from typing import Any

import psycopg2.errors
import pytest

from .server import Server

USER, PASSWORD = "anna", "a password of the test"


@pytest.fixture(scope="module")
def reader(server: Server, builds: object) -> Iterator[Any]:
    """A cursor of a user who has the role and nothing more."""
    with server.connect().cursor() as cursor:
        cursor.execute(f"create role {USER} login password %s", [PASSWORD])
        cursor.execute(f"grant nav_tilt_reader to {USER}")
    connection = server.connect(USER, PASSWORD)
    yield connection.cursor()
    connection.close()


def tables(server: Server, *schemas: str) -> list[str]:
    with server.connect().cursor() as cursor:
        cursor.execute(
            "select schemaname || '.' || tablename from pg_tables where schemaname = any(%s)",
            [list(schemas)],
        )
        return [name for (name,) in cursor.fetchall()]


def test_reader_reads_marts_and_reference(server: Server, reader: Any) -> None:
    readable = tables(server, "marts", "reference")
    assert {"marts.dim_fylke", "reference.fylker"} <= set(readable)
    for table in readable:
        reader.execute(f"select * from {table} limit 1")


def test_reader_is_refused_elsewhere(server: Server, reader: Any) -> None:
    hidden = tables(server, "raw", "staging", "intermediate", "audit")
    assert {name.partition(".")[0] for name in hidden} == {
        *("raw", "staging", "intermediate", "audit")
    }
    for table in hidden:
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            reader.execute(f"select * from {table} limit 1")


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
