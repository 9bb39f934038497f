"""How the tests of the warehouse went, as far as dbt left word of it."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

PATIENCE = 5
"""Seconds by which clocks of files may differ from dbt's."""
PARTS = ("select", "exclude", "resource_types", "exclude_resource_types")
"""Options by which dbt builds and tests less than all."""


@dataclass(frozen=True)
class Tests:
    """The data and unit tests of the build that made the warehouse."""

    passed: int
    warned: int
    failed: int
    ran_on: date


def read_tests(results: Path, database: Path) -> Tests | None:
    """None where the results are missing, of a part, or of another run than the build.

    The warehouse was last written during its build: after a build that stopped, the results
    are newer than the warehouse that is still served.
    """
    try:
        answer = json.loads(results.read_text(encoding="utf-8"))
        options, elapsed = answer["args"], float(answer["elapsed_time"])
        ran_at = datetime.fromisoformat(answer["metadata"]["generated_at"])
        statuses = [
            str(result["status"])
            for result in answer["results"]
            if str(result["unique_id"]).startswith(("test.", "unit_test."))
        ]
        is_all = options["which"] == "build" and not any(map(options.get, PARTS))
    except (OSError, ValueError, LookupError, TypeError):
        return None
    since_build = ran_at.timestamp() - database.stat().st_mtime
    if not is_all or not statuses or not -PATIENCE < since_build < elapsed + PATIENCE:
        return None
    passed, warned = statuses.count("pass"), statuses.count("warn")
    return Tests(passed, warned, len(statuses) - passed - warned, ran_at.date())
