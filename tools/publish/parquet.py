"""A table as Parquet, with what it is and what a star means in the metadata of the file.

A file travels without the others, and its reader has to meet the star's meaning in it. The
key `pandas` gives plain read_parquet an Int32, as a null would make it a float.
"""

import json
from pathlib import Path

import duckdb

from .tables import Table, texts

STAR = (
    "A count that NAV printed as * is null with the status suppressed: it is 0, 1, 2 or 3,"
    " never read it as 0. The columns _min and _max are its bounds."
)
PANDAS = {
    "varchar": ("unicode", "str"),
    "integer": ("int32", "Int32"),
    "float8": ("float64", "float64"),
    "date": ("date", "date32[day][pyarrow]"),
    "boolean": ("bool", "boolean"),
}
"""By the type of a column: what pandas makes of it. By itself it reads an integer with a
null as a float, and a date as an object."""


def write(table: Table, warehouse: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The rows written."""
    metadata = {
        "title": f"nav_tilt: {table.name}",
        "description": table.description,
        "source": "; ".join(texts(source.title for source in table.sources)),
        "licence": "; ".join(texts(source.licence for source in table.sources)),
        "star": STAR,
        "pandas": json.dumps(for_pandas(table)),
    }
    listed = ", ".join(f"{key}: {literal(text)}" for key, text in metadata.items())
    [(n_rows,)] = warehouse.execute(
        f"copy ({table.select()}) to {literal(str(path))}"
        f" (format parquet, compression zstd, kv_metadata {{{listed}}})"
    ).fetchall()
    return int(n_rows)


def for_pandas(table: Table) -> dict[str, object]:
    """The key `pandas` of a Parquet file, as pandas itself writes it."""
    return {
        "index_columns": [],
        "column_indexes": [],
        "columns": [
            {
                "name": column.name,
                "field_name": column.name,
                "pandas_type": PANDAS[column.type][0],
                "numpy_type": PANDAS[column.type][1],
                "metadata": None,
            }
            for column in table.columns
        ],
        "pandas_version": "2.0.0",
    }


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
