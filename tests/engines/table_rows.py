"""The rows of a built relation, the same Python values from whichever engine."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import duckdb

from tools.publish.tables import quoted

from .builds import PREFIX, Copy, Relation
from .server import Server

Value = None | str | int | bool | date | float
TypedRow = tuple[Value, ...]
RowCounts = Counter[TypedRow]
"""How often a table has each row; the order of rows means nothing."""

PYTHON_TYPES: dict[str, type] = {
    "varchar": str,
    "integer": int,
    "bigint": int,
    "boolean": bool,
    "date": date,
    "float8": float,
}


def typed(rows: Iterable[tuple[Any, ...]], relation: Relation) -> RowCounts:
    """The rows, each value of exactly the type that the contract gives its column."""
    types = [PYTHON_TYPES[name] for name in relation.types.values()]
    columns = list(relation.types)
    counted: RowCounts = Counter()
    for row in rows:
        for value, wanted, column in zip(row, types, columns, strict=True):
            if value is not None and type(value) is not wanted:
                raise TypeError(f"{relation.name}.{column} is {type(value)}, not {wanted}")
        counted[row] += 1
    return counted


def select(relation: Relation, source: str = "") -> str:
    table = source or f"{relation.schema}.{relation.name}"
    return f"select {', '.join(map(quoted, relation.types))} from {table}"


def from_duckdb(copy: Copy, relation: Relation) -> RowCounts:
    with duckdb.connect(str(copy.database), read_only=True) as connection:
        return typed(connection.sql(select(relation)).fetchall(), relation)


def from_postgres(server: Server, relation: Relation, prefix: str = "") -> RowCounts:
    """From a published schema, or with its prefix from one that dbt built."""
    connection = server.connect()
    try:
        with connection.cursor() as cursor:
            cursor.execute(select(relation, f"{prefix}{relation.schema}.{relation.name}"))
            return typed(cursor.fetchall(), relation)
    finally:
        connection.close()


def from_spark(copy: Copy, relation: Relation, engine: str = "spark") -> RowCounts:
    """Spark's tables are folders of Parquet files: no second session is needed to read them."""
    files = (
        copy.folder
        / f"{engine}/warehouse/{PREFIX}{relation.schema}.db/{relation.name}/*.parquet"
    )
    with duckdb.connect() as connection:
        source = f"read_parquet('{files}')"
        return typed(connection.sql(select(relation, source)).fetchall(), relation)


def readers(copy: Copy, server: Server) -> dict[str, Callable[[Relation], RowCounts]]:
    """How to read a relation, by engine."""
    return {
        "duckdb": lambda relation: from_duckdb(copy, relation),
        "postgres": lambda relation: from_postgres(server, relation, PREFIX),
        "spark": lambda relation: from_spark(copy, relation),
    }


def differences(one: RowCounts, other: RowCounts) -> list[str]:
    """The rows that only one of them has, or has more often; + is the other's."""
    return [f"- {row}" for row in (one - other).elements()] + [
        f"+ {row}" for row in (other - one).elements()
    ]
