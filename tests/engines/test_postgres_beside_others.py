"""dbt builds on a PostgreSQL server that others use too: nothing of theirs is taken away."""

import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from .builds import Build, Copy, copy_parts
from .server import Server

PART = ("--select", "+dim_fylke")


@pytest.fixture(scope="module")
def own(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """The project, and a part of it built in a database of its own."""
    folder = tmp_path_factory.mktemp("beside")
    copy_parts(folder)
    with closing(server.connect()) as connection, connection.cursor() as cursor:
        cursor.execute("create database beside")
    environment = {
        **server.environment(),
        "PGDATABASE": "beside",
        "NAV_TILT_SCHEMA": "own",
        "DBT_PROFILES_DIR": str(folder),
    }
    copy = Copy(folder, environment)
    assert build(copy).failed == []
    return copy


@pytest.fixture
def cursor(server: Server, own: Copy) -> Iterator[Any]:
    with closing(server.connect(database="beside")) as connection:
        yield connection.cursor()


def build(copy: Copy) -> Build:
    return copy.build("postgres", *PART)


def test_schemas_begin_with_a_name_of_ones_own(cursor: Any) -> None:
    cursor.execute("select distinct schemaname from pg_tables where tablename like 'dim_%'")
    assert cursor.fetchall() == [("own_marts",)]


def test_what_others_made_of_a_table_is_named_and_kept(own: Copy, cursor: Any) -> None:
    cursor.execute("create schema theirs")
    cursor.execute("create view theirs.fylker as select name_nb from own_marts.dim_fylke")
    cursor.execute(
        "create materialized view theirs.codes as select fylke_code from own_marts.dim_fylke"
    )
    cursor.execute(
        "create table theirs.notes"
        " (code varchar constraint to_fylke references own_marts.dim_fylke)"
    )
    with pytest.raises(RuntimeError, match="PostgreSQL is unchanged") as refused:
        build(own)
    [line] = [line for line in str(refused.value).splitlines() if "is unchanged" in line]
    for other in (
        "view theirs.fylker on own_marts.dim_fylke",
        "materialized view theirs.codes on own_marts.dim_fylke",
        "constraint to_fylke on table theirs.notes on own_marts.dim_fylke",
    ):
        assert other in line
    cursor.execute("select count(*) from theirs.fylker, theirs.codes")
    cursor.execute("drop schema theirs cascade")
    assert build(own).failed == []


def test_a_view_of_a_table_that_is_not_built_is_no_obstacle(own: Copy, cursor: Any) -> None:
    cursor.execute("create view mine as select name_nb from own_marts.dim_fylke")
    assert own.build("postgres", "--select", "fylker").failed == []
    cursor.execute("drop view mine")


def test_a_session_that_holds_a_table_is_named(server: Server, own: Copy) -> None:
    with closing(server.connect(database="beside")) as reader, reader.cursor() as idle:
        reader.autocommit = False
        idle.execute("select count(*) from own_marts.dim_fylke")
        failed = build(own).failed
        idle.execute("select pg_backend_pid()")
        [(pid,)] = idle.fetchall()
    [blocked] = [line for line in failed if line.startswith("model.nav_tilt.dim_fylke")]
    assert re.search(
        rf'dim_fylke" is held for more than 10 seconds by process {pid} of the user nav_tilt'
        r" \(idle in transaction\)",
        blocked,
    )
    assert build(own).failed == []


def test_a_failing_test_keeps_the_build_from_readers(own: Copy, cursor: Any) -> None:
    cursor.execute("create schema marts")
    cursor.execute("create table marts.dim_fylke as select * from own_marts.dim_fylke")
    file = own.folder / "seeds/reference/fylker.csv"
    before = file.read_text("utf-8")
    file.write_text(before.replace("Oslo", "Olso") + before.splitlines()[-1], encoding="utf-8")
    failed = build(own).failed
    file.write_text(before, encoding="utf-8")
    assert failed
    cursor.execute("select count(*) from own_reference.fylker where name_nb = 'Olso'")
    assert cursor.fetchall() != [(0,)]
    cursor.execute("select count(*) from marts.dim_fylke where name_nb = 'Olso'")
    assert cursor.fetchall() == [(0,)]
    cursor.execute("drop schema marts cascade")
    assert build(own).failed == []


def test_an_upgrade_changes_the_columns_of_a_seed_and_a_mart(own: Copy, cursor: Any) -> None:
    change(own, "seeds/reference/fylker.csv", r"(?m)$(?=\n)", ",NO")
    change(own, "seeds/reference/fylker.csv", "^(.*),NO", r"\1,country_code")
    change(
        own,
        "seeds/reference/fylker.yml",
        "( +)name_sami: varchar",
        r"\g<0>\n\1country_code: varchar",
    )
    change(own, "models/marts/dim_fylke.sql", ".*name_kven,\n", "")
    change(own, "models/marts/dim_fylke.yml", ".*name_kven.*\n", "")
    assert build(own).failed == []
    cursor.execute("select distinct country_code from own_reference.fylker")
    assert cursor.fetchall() == [("NO",)]
    cursor.execute("select * from own_marts.dim_fylke")
    assert "name_kven" not in {column.name for column in cursor.description}


def change(copy: Copy, path: str, pattern: str, by: str) -> None:
    file = copy.folder / path
    text, n_changes = re.subn(pattern, by, file.read_text("utf-8"))
    assert n_changes
    file.write_text(text, encoding="utf-8")
