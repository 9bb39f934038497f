"""What the page shows, by SQL from the marts."""

from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

import duckdb

from tools.page.errors import ReportError

SQL = Path(__file__).parent / "sql"

Row = dict[str, Any]
"""A line of an SQL answer: column name to value."""


@dataclass(frozen=True)
class Figures:
    """Each is the answer to the SQL file of its name; fylker and kommuner to `places.sql`."""

    key_figures: list[Row]
    series: list[Row]
    country: list[Row]
    fylker: list[Row]
    kommuner: list[Row]
    members: list[Row]
    suppression: list[Row]
    reports: list[Row]
    breaks: list[Row]
    revisions: list[Row]


def rows(connection: duckdb.DuckDBPyConnection, query: str, **names: str) -> list[Row]:
    """The answer to a file of `sql/`; `$name` in it stands for the value of `names`."""
    sql = Template((SQL / f"{query}.sql").read_text(encoding="utf-8")).substitute(names)
    answer = connection.execute(sql)
    columns = [column[0] for column in answer.description or ()]
    return [dict(zip(columns, line, strict=True)) for line in answer.fetchall()]


def read_figures(database: Path) -> Figures:
    """Everything on the page; raises ReportError where there is no such warehouse to read."""
    if not database.is_file():
        raise ReportError(f"{database} is not there: run make build")
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            connection.execute((SQL / "views.sql").read_text(encoding="utf-8"))
            figures = Figures(
                key_figures=rows(connection, "key_figures"),
                series=rows(connection, "series"),
                country=rows(connection, "country"),
                fylker=rows(connection, "places", place="fylke"),
                kommuner=rows(connection, "places", place="kommune"),
                members=rows(connection, "members"),
                suppression=rows(connection, "suppression"),
                reports=rows(connection, "reports"),
                breaks=rows(connection, "breaks"),
                revisions=rows(connection, "revisions"),
            )
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise ReportError(f"{database} cannot be read, run make build: {reason}") from error
    if not figures.reports:
        raise ReportError("no report is landed: python -m extract REPORT, then make build")
    return figures
