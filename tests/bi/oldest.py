"""Run by the oldest DuckDB: how many rows each table and view of a file has, as JSON."""

import json
import sys

import duckdb

connection = duckdb.connect(sys.argv[1], read_only=True)
relations = connection.execute(
    "select schema_name, table_name from duckdb_tables() union all"
    " select schema_name, view_name from duckdb_views() where not internal order by all"
).fetchall()
counts = {f"{s}.{t}": len(connection.sql(f'from {s}."{t}"').fetchall()) for s, t in relations}
[total] = connection.sql(
    "select marts.sum_or_null(participants) from marts.fct_all_tiltak"
).fetchall()
print(json.dumps({"version": duckdb.__version__, "counts": counts, "total": total}))
