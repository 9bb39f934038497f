"""The codebook: every published column and every code, in Norwegian and English, as CSV.

Column names are English and codes are NAV's and SSB's: a Norwegian reader of a CSV has no dbt
docs to look them up in.
"""

import csv
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import duckdb

from . import csv_file
from .tables import Table

NAME = "codebook.csv"
TITLES = Path(__file__).with_name("titles.csv")
DESCRIPTIONS = Path(__file__).with_name("descriptions.csv")
"""The key is the English text: a change of that needs a new translation."""
HEADER = (
    *("table", "column", "type", "code"),
    *("title_nb", "title_en", "description_nb", "description_en"),
)


@cache
def titles() -> dict[str, tuple[str, str]]:
    """What a column is called in Norwegian and English, by its name."""
    with TITLES.open(encoding="utf-8", newline="") as file:
        return {row["name"]: (row["title_nb"], row["title_en"]) for row in csv.DictReader(file)}


@cache
def descriptions() -> dict[str, str]:
    """What an English description is in Norwegian."""
    with DESCRIPTIONS.open(encoding="utf-8", newline="") as file:
        return {row["description_en"]: row["description_nb"] for row in csv.DictReader(file)}


def lines(tables: Sequence[Table], warehouse: duckdb.DuckDBPyConnection) -> Iterator[list[str]]:
    """A line per column of the CSV; after those of a dimension, one per code with its names."""
    for table in tables:
        for column in csv_file.columns(table):
            names = titles().get(column.name, (column.name, column.name))
            about = " ".join(column.description.split())
            translated = descriptions().get(about, "")
            yield [table.name, column.name, column.type, "", *names, translated, about]
        named = {column.name for column in table.columns} >= {"name_nb", "name_en"}
        if len(table.key) == 1 and named:
            [key] = table.key
            codes = warehouse.execute(
                f"select cast({key} as varchar), name_nb, name_en"
                f" from {table.schema}.{table.name} order by {key}"
            ).fetchall()
            yield from ([table.name, key, "", code, nb, en, "", ""] for code, nb, en in codes)


def write(tables: Sequence[Table], warehouse: duckdb.DuckDBPyConnection, path: Path) -> None:
    """HEADER, then a line per column and code."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(lines(tables, warehouse))
