"""How the tests of the build that made the warehouse went.

A plain dbt command leaves untested tables in the same file; the page says so instead of
nothing.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

COUNTS = """
select
    count(*) filter (where status = 'pass'),
    count(*) filter (where status = 'warn'),
    count(*) filter (where status not in ('pass', 'warn')),
    cast(max(ran_at) as date)
from audit.audit_tests
"""


@dataclass(frozen=True)
class Tests:
    """The data and unit tests of the build that made the warehouse."""

    passed: int
    warned: int
    failed: int
    ran_on: date


def read_tests(database: Path) -> Tests | None:
    """What `make build` kept of them; None after a plain dbt command, which keeps nothing."""
    with duckdb.connect(str(database), read_only=True) as connection:
        try:
            found = connection.execute(COUNTS).fetchone()
        except duckdb.CatalogException:
            return None
    return Tests(*found) if found and found[3] else None
