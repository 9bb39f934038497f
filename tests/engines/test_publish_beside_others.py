"""A schema of PostgreSQL that others use too: only what `publish` made is replaced."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import duckdb
import pytest
import yaml

from tests.publish.test_files import AUDIT, DIM, FACT, warehouse
from tools.publish.postgres import connect, publish
from tools.publish.tables import Column, PublicationError, View

from .builds import ROOT
from .server import Server, throw_away_server

__all__ = ["warehouse"]  # a fixture
WIDE = View("bi", "bi_rates", "Rates with names.", (Column("name_nb", "varchar", "Name."),))


@pytest.fixture(scope="module")
def busy_server() -> Iterator[Server]:
    """A server on which dbt never ran."""
    with throw_away_server() as running:
        yield running


@pytest.fixture
def server(busy_server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The same without marts, as the variables name it."""
    for name, value in busy_server.environment().items():
        monkeypatch.setenv(name, value)
    yield busy_server
    ask(busy_server, "drop schema if exists marts, marts_old, audit, audit_old, bi cascade")


def ask(server: Server, sql: str) -> list[tuple[Any, ...]]:
    with closing(server.connect()) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def published(
    warehouse: duckdb.DuckDBPyConnection, *tables: Any, views: Sequence[View] = ()
) -> int:
    with closing(connect()) as connection:
        return publish(tables, views, warehouse, connection)


def relations(server: Server) -> set[str]:
    found = ask(
        server, "select relname from pg_class where relnamespace = to_regnamespace('marts')"
    )
    return {name for (name,) in found if not name.endswith("_pkey")}


def test_what_others_keep_beside_the_marts_stays(
    server: Server, warehouse: duckdb.DuckDBPyConnection
) -> None:
    assert published(warehouse, DIM, FACT) == 3
    ask(server, "create table marts.notes as select 'mine' as note")
    ask(server, "comment on table marts.notes is 'Not published by somebody else'")
    ask(server, "create view marts.my_view as select * from marts.notes")
    published(warehouse, DIM)
    assert relations(server) == {"dim_fylke", "notes", "my_view"}
    assert ask(server, "select note from marts.my_view") == [("mine",)]
    readable = ask(
        server,
        "select table_name from information_schema.role_table_grants"
        " where grantee = 'nav_tilt_reader'",
    )
    assert readable == [("dim_fylke",)]


def test_bi_users_read_the_audits_too(
    server: Server, warehouse: duckdb.DuckDBPyConnection
) -> None:
    assert published(warehouse, DIM, AUDIT) == 2
    ask(server, "set role nav_tilt_reader; select holds from audit.audit_totals")
    published(warehouse, DIM)
    assert ask(server, "select to_regclass('audit.audit_totals')") == [(None,)]


def with_view(warehouse: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    warehouse.execute(
        "create schema bi; create view bi.bi_rates as"
        " select name_nb from marts.fct_rates inner join marts.dim_fylke using (fylke_code)"
    )
    return warehouse


def test_bi_users_read_the_wide_views_and_what_others_keep_there_stays(
    server: Server, warehouse: duckdb.DuckDBPyConnection
) -> None:
    for _ in range(2):
        published(with_view(warehouse), DIM, FACT, views=[WIDE])
        warehouse.execute("drop schema bi cascade")
        ask(server, "create or replace view bi.mine as select 1 as one")
    read = "set role nav_tilt_reader; select name_nb from bi.bi_rates"
    assert ask(server, read) == [("Oslo",), ("Oslo",)]
    about = ask(
        server,
        "select obj_description(oid), col_description(oid, 1) from pg_class"
        " where relname = 'bi_rates'",
    )
    assert about == [("Rates with names. Published by nav_tilt.", "Name.")]
    published(warehouse, DIM, FACT)
    assert ask(server, "select viewname from pg_views where schemaname = 'bi'") == [("mine",)]


def test_what_has_the_name_of_a_wide_view_is_kept(
    server: Server, warehouse: duckdb.DuckDBPyConnection
) -> None:
    ask(server, "create schema bi; create view bi.bi_rates as select 1 as one")
    with pytest.raises(PublicationError, match="alter schema bi rename to bi_old"):
        published(with_view(warehouse), DIM, FACT, views=[WIDE])
    assert ask(server, "select one from bi.bi_rates") == [(1,)]


def test_what_has_the_name_of_an_audit_is_kept(
    server: Server, warehouse: duckdb.DuckDBPyConnection
) -> None:
    ask(server, "create schema audit; create table audit.audit_totals (note text)")
    with pytest.raises(PublicationError, match="alter schema audit rename to audit_old"):
        published(warehouse, DIM, AUDIT)
    assert relations(server) == set()


def test_a_reader_idle_in_a_transaction_is_named(
    server: Server, warehouse: duckdb.DuckDBPyConnection
) -> None:
    published(warehouse, DIM)
    with closing(server.connect()) as reader, reader.cursor() as idle:
        reader.autocommit = False
        idle.execute("select count(*), pg_backend_pid() from marts.dim_fylke")
        [(n_rows, pid)] = idle.fetchall()
        with pytest.raises(PublicationError, match="keeps the marts it had") as refused:
            published(warehouse, DIM)
        assert f"process {pid} of the user nav_tilt (idle in transaction)" in str(refused.value)
        idle.execute("select count(*) from marts.dim_fylke")
        assert idle.fetchall() == [(n_rows,)]
    assert published(warehouse, DIM) == n_rows


def test_user_and_database_are_those_of_the_profile(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = yaml.safe_load((ROOT / "profiles.yml").read_text("utf-8"))
    postgres = named["nav_tilt"]["outputs"]["postgres"]
    for name, setting in (("PGUSER", "user"), ("PGDATABASE", "dbname")):
        assert postgres[setting] == "{{ env_var('" + name + "', 'nav_tilt') }}"
        monkeypatch.delenv(name)
    with closing(connect()) as connection, connection.cursor() as cursor:
        cursor.execute("select current_user::text, current_database()::text")
        assert cursor.fetchall() == [("nav_tilt", "nav_tilt")]


@pytest.mark.parametrize("kind", ["table", "view", "materialized view"])
def test_what_has_the_name_of_a_mart_is_named_and_kept(
    kind: str, server: Server, warehouse: duckdb.DuckDBPyConnection
) -> None:
    ask(server, "create schema marts")
    ask(server, f"create {kind} marts.fct_rates as select 'mine' as note")
    with pytest.raises(PublicationError, match=r"fct_rates in the schema marts were not") as no:
        published(warehouse, DIM, FACT)
    assert "alter schema marts rename to marts_old" in str(no.value)
    assert (relations(server), ask(server, "select note from marts.fct_rates")) == (
        {"fct_rates"},
        [("mine",)],
    )
    ask(server, "alter schema marts rename to marts_old")
    assert published(warehouse, DIM, FACT) == 3


def test_the_encoding_of_the_client_does_not_matter(
    server: Server, warehouse: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    warehouse.execute("update marts.dim_fylke set fylke_code = 'Romsa Tromssa đ'")
    assert published(warehouse, DIM) == 1
    monkeypatch.delenv("PGCLIENTENCODING")
    assert ask(server, "select fylke_code from marts.dim_fylke") == [("Romsa Tromssa đ",)]
