"""Clients that people have reach the marts: what they show is what the project says."""

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import ibis
import pytest
import sqlalchemy
from dbt.contracts.graph.nodes import ModelNode
from sqlalchemy import types

from tests.project.conftest import ROOT

from .conftest import ServedProject

TYPES = {
    "boolean": types.Boolean,
    "date": types.Date,
    "float8": types.Float,
    "integer": types.Integer,
    "varchar": types.String,
}
FACT = "fct_participants_by_fylke"


@pytest.fixture(scope="module")
def marts(served: ServedProject) -> dict[str, ModelNode]:
    nodes = served.project.manifest().nodes.values()
    return {
        node.name: node
        for node in nodes
        if isinstance(node, ModelNode) and node.schema == "marts"
    }


@pytest.fixture(scope="module")
def reflected(served: ServedProject) -> dict[str, sqlalchemy.Table]:
    engine = sqlalchemy.create_engine(
        f"duckdb:///{served.database}", connect_args={"read_only": True}
    )
    metadata = sqlalchemy.MetaData()
    metadata.reflect(engine, schema="marts", views=True)
    engine.dispose()
    return {table.name: table for table in metadata.tables.values()}


def rows(served: ServedProject, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(served.database), read_only=True) as connection:
        return connection.sql(sql).fetchall()


def key(node: ModelNode) -> list[str]:
    if tested := node.config.meta.get("primary_key"):
        return list(tested)
    [columns] = [c.columns for c in node.constraints if c.type == "primary_key"]
    return [name.strip('"') for name in columns]


def test_sqlalchemy_reflects_all_marts(
    marts: dict[str, ModelNode], reflected: dict[str, sqlalchemy.Table]
) -> None:
    assert reflected.keys() == marts.keys()
    for name, node in marts.items():
        assert list(reflected[name].columns.keys()) == list(node.columns)
        for column in node.columns.values():
            found = reflected[name].columns[column.name].type
            assert isinstance(found, TYPES[str(column.data_type)]), (name, column.name, found)


def test_sqlalchemy_shows_comments(
    marts: dict[str, ModelNode], reflected: dict[str, sqlalchemy.Table]
) -> None:
    for name, node in marts.items():
        assert reflected[name].comment == node.description
        comments = {column.name: column.comment for column in reflected[name].columns}
        assert comments == {c.name: c.description for c in node.columns.values()}
        assert all(comments.values())


def test_sqlalchemy_knows_the_columns_of_the_key(
    marts: dict[str, ModelNode], reflected: dict[str, sqlalchemy.Table]
) -> None:
    """The dialect gives no primary key: its columns are those that cannot be null."""
    for name, node in marts.items():
        if node.config.materialized == "view":  # of which DuckDB knows nothing of the kind
            continue
        required = [column.name for column in reflected[name].columns if not column.nullable]
        assert sorted(required) == sorted(key(node))
        assert {c.name for c in reflected[name].primary_key} <= set(required)


def test_sqlalchemy_reads_every_mart(
    served: ServedProject, reflected: dict[str, sqlalchemy.Table]
) -> None:
    engine = sqlalchemy.create_engine(
        f"duckdb:///{served.database}", connect_args={"read_only": True}
    )
    with engine.connect() as connection:
        found = {
            name: connection.execute(sqlalchemy.select(table)).fetchall()
            for name, table in reflected.items()
        }
    engine.dispose()
    for name, read in found.items():
        assert sorted(map(str, read)) == sorted(map(str, rows(served, f"from marts.{name}")))


def test_comments_are_in_the_database(
    served: ServedProject, marts: dict[str, ModelNode]
) -> None:
    found = rows(
        served,
        "select table_name, column_name, comment from duckdb_columns()"
        " where schema_name = 'marts'",
    )
    assert {(table, column): comment for table, column, comment in found} == {
        (name, column.name): column.description
        for name, node in marts.items()
        for column in node.columns.values()
    }
    tables = rows(
        served,
        "select table_name, comment from duckdb_tables() where schema_name = 'marts'"
        " union all"
        " select view_name, comment from duckdb_views() where schema_name = 'marts'",
    )
    assert dict(tables) == {name: node.description for name, node in marts.items()}


def test_ibis_reads_a_mart(served: ServedProject) -> None:
    connection = ibis.duckdb.connect(served.database, read_only=True)
    table = connection.table(FACT, database="marts")
    known = table.filter(table.participants.notnull())
    by_month = known.group_by("month").aggregate(least=known.participants.sum())
    found = {(row["month"], row["least"]) for row in by_month.to_pyarrow().to_pylist()}
    connection.disconnect()
    assert found == set(
        rows(
            served,
            f"select month, sum(participants) from marts.{FACT}"
            " where participants is not null group by month",
        )
    )
    assert len(found) == 15


def test_a_star_is_null_in_arrow(served: ServedProject) -> None:
    """By ADBC: nothing turns a hidden count into a number on its way."""
    script = (
        "import adbc_driver_duckdb, adbc_driver_manager.dbapi as adbc, sys, json\n"
        "options = {'path': sys.argv[1], 'access_mode': 'read_only'}\n"
        "with adbc.connect(driver=adbc_driver_duckdb.driver_path(),"
        " entrypoint='duckdb_adbc_init', db_kwargs=options) as connection:\n"
        "    with connection.cursor() as cursor:\n"
        f"        cursor.execute('from marts.{FACT}')\n"
        "        table = cursor.fetch_arrow_table()\n"
        "print(json.dumps(table.to_pylist(), default=str))\n"
    )
    # of its own process: two clients of one process share the file
    found = json.loads(served.run(f"python - {served.database}", given=script))
    with duckdb.connect(str(served.database), read_only=True) as connection:
        relation = connection.table(f"marts.{FACT}")
        wanted = [
            dict(zip(relation.columns, map(plain, row), strict=True))
            for row in relation.fetchall()
        ]
    assert sorted(map(str, found)) == sorted(map(str, wanted))
    hidden = [row for row in found if row["observation_status"] == "suppressed"]
    assert hidden
    assert all(row["participants"] is None for row in hidden)


def plain(value: Any) -> Any:
    """As JSON has it."""
    if isinstance(value, date):
        return str(value)
    return float(value) if isinstance(value, Decimal) else value


ANALYSES = sorted(path.name for path in (ROOT / "analyses").glob("*.sql"))


@pytest.mark.parametrize("name", ANALYSES)
def test_rows_of_an_analysis_have_one_order(served: ServedProject, name: str) -> None:
    """Rows that tie come in another order at each run, and no two clients agree."""
    sql = (ROOT / "analyses" / name).read_text(encoding="utf-8").strip().removesuffix(";")
    query, _, order = sql.rpartition("\norder by ")  # the last one: windows have theirs
    keys = re.sub(r" (asc|desc|nulls last)\b", "", order)
    if "\nqualify " in query:
        query = f"select * from ({query})"
    assert keys
    assert rows(served, f"{query}\nqualify count(*) over (partition by {keys}) > 1") == []


@pytest.mark.parametrize("name", ANALYSES)
def test_the_shell_answers_as_python_does(served: ServedProject, name: str) -> None:
    sql = (ROOT / "analyses" / name).read_text(encoding="utf-8")
    written = served.run("duckdb -readonly -json -bail nav_tilt.duckdb", given=sql)
    with duckdb.connect(str(served.database), read_only=True) as connection:
        answer = connection.sql(sql)
        wanted = [
            dict(zip(answer.columns, map(plain, row), strict=True)) for row in answer.fetchall()
        ]
    assert wanted
    assert json.loads(written or "[]") == wanted
