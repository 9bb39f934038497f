"""A table as CSV in UTF-8: a star is `*` in the text column `printed`, null in the number.

The described tables are CSV and not Parquet: frictionless reads Parquet by pandas, where a
null makes an integer a float (2,883 errors in 32 files).
"""

from pathlib import Path

import duckdb

from .tables import Column, Table, quoted

PRINTED = {
    "participants": Column(
        "printed",
        "varchar",
        "The count as text: a number, `*` for 0 to 3, least\u2013most for a sum with"
        " stars, \u2013 where a place is not comparable.",
    ),
    "previous_participants": Column(
        "previous_printed", "varchar", "The count before as text: a number, or `*` for 0 to 3."
    ),
    "ytd_average": Column(
        "printed", "varchar", "The average as text: a number, or `*` for less than 4."
    ),
}
"""The text column before a number that may be hidden, by the number's column."""
DASH = "\u2013"
STARS = (
    f"case when {{0}}_min is null then '{DASH}' when {{0}}_min = 0 and {{0}}_max = 3 then '*'"
    f" else {{0}}_min || '{DASH}' || {{0}}_max end"
)


def columns(table: Table) -> list[Column]:
    """The columns of the file: those of the table, and the text of what may be hidden."""
    found: list[Column] = []
    for column in table.columns:
        text = PRINTED.get(column.name)
        if text and text.name not in {c.name for c in (*found, *table.columns)}:
            found.append(text)
        found.append(column)
    return found


def write(table: Table, warehouse: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Null is an empty field, also in the number of a star."""
    names = {column.name for column in table.columns}
    texts = {text: number for number, text in PRINTED.items() if number in names}
    selected = []
    for column in columns(table):
        number = texts.get(column)
        if number is None:
            selected.append(quoted(column.name))
        else:
            hidden = STARS.format(number) if f"{number}_min" in names else "'*'"
            selected.append(
                f"coalesce(cast({number} as varchar), {hidden}) as {quoted(column.name)}"
            )
    path_of_sql = str(path).replace("'", "''")
    warehouse.execute(
        f"copy ({table.select(', '.join(selected))}) to '{path_of_sql}' (format csv, header)"
    )
