"""What the page shows, by SQL from the marts.

From marts and audits alone, in files that can be run in the shell: the page shows nothing
that an analyst cannot ask for.
"""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import duckdb

from tools.page.errors import PageError

SQL = Path(__file__).parent / "sql"

Record = dict[str, Any]
"""A line of an SQL answer: column name to value."""


@dataclass(frozen=True)
class PageFigures:
    """Each is the answer to the SQL file of its name."""

    items: list[Record]
    item_cells: list[Record]
    members: list[Record]
    member_cells: list[Record]
    places: list[Record]
    place_cells: list[Record]
    populations: list[Record]
    suppression: list[Record]
    breaks: list[Record]
    reports: list[Record]
    revisions: list[Record]


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[Record]:
    """The answer to a file of `sql/`."""
    answer = connection.execute((SQL / f"{query}.sql").read_text(encoding="utf-8"))
    columns = [column[0] for column in answer.description or ()]
    return [dict(zip(columns, line, strict=True)) for line in answer.fetchall()]


def read_figures(database: Path) -> PageFigures:
    """Everything on the page; raises PageError where there is no such warehouse to read."""
    if not database.is_file():
        raise PageError(f"{database} is not there: run make build")
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            connection.execute((SQL / "views.sql").read_text(encoding="utf-8"))
            figures = PageFigures(
                **{f.name: rows(connection, f.name) for f in fields(PageFigures)}
            )
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise PageError(f"{database} cannot be read, run make build: {reason}") from error
    if not figures.reports:
        raise PageError("no report is landed: make land REPORT=file.pdf")
    return figures
