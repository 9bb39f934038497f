"""What a build says at its end.

dbt's summary counts nodes; a user asks what is landed, which months lack, and what to type
next.
"""

from pathlib import Path

import duckdb

SQL = Path(__file__).parent
NOTHING = "No report is landed: make land REPORT=file.pdf"


def summary(database: Path) -> str:
    """What is landed of each series, how the tests went, and what to try next."""
    with duckdb.connect(str(database), read_only=True) as connection:
        series = connection.execute((SQL / "summary.sql").read_text("utf-8")).fetchall()
        tests = connection.execute(
            "select status, count(*) from audit.audit_tests group by status order by status"
        ).fetchall()
        query = _first_query(connection) if series else None
    lines = [_line("", "reports", "months", "newest", "months of which no report is landed")]
    lines += [_line(*(str(value or "") for value in line)) for line in series]
    counts = ", ".join(f"{n} {status}" for status, n in tests)
    lines = [*(lines if series else [NOTHING]), f"Tests: {counts or 'none'}"]
    if query:
        lines += ["", "Try next:", f'  make sql Q="{query}"', "  make land REPORT=file.pdf"]
    return "\n".join(line.rstrip() for line in lines)


def _line(series: str, reports: str, months: str, newest: str, gaps: str) -> str:
    return f"{series:8}{reports:>8}{months:>8}  {newest:16}{gaps}"


def _first_query(connection: duckdb.DuckDBPyConnection) -> str | None:
    """Three names with their counts, of the largest tiltak in the newest month."""
    found = connection.execute((SQL / "first_query.sql").read_text("utf-8")).fetchone()
    return str(found[0]) if found else None
