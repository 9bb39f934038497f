"""A client of its own process: `reader.py DATABASE stays|"comes back"`.

It looks at every mart and audit over and over until its input ends, and prints a JSON line each
time. One that stays keeps its connection; one that comes back opens a connection each time.
"""

import json
import select
import sys
from typing import Any

import duckdb

PAUSE = 0.1
"""Seconds between two looks."""
FINGERPRINT = "select count(*), cast(bit_xor(hash(t)) as varchar) from {} as t"


def looked_at(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """How many rows each table has, and their fingerprint."""
    tables = connection.sql(
        "select schema_name || '.' || table_name from duckdb_tables()"
        " where schema_name in ('marts', 'audit') order by all"
    ).fetchall()
    return {name: connection.sql(FINGERPRINT.format(name)).fetchone() for (name,) in tables}


def main(database: str, how: str) -> None:
    connection = duckdb.connect(database, read_only=True)
    while not select.select([sys.stdin], [], [], PAUSE)[0]:
        if how == "comes back":
            connection.close()
            connection = duckdb.connect(database, read_only=True)
        print(json.dumps(looked_at(connection)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
