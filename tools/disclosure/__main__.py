"""Count what a built warehouse gives away."""

import argparse
import os
import sys

import duckdb

from tools.disclosure.audit import audit_warehouse
from tools.disclosure.figures import Warehouse


def main(arguments: list[str] | None = None) -> int:
    """0: counted; 1: no such warehouse."""
    parser = argparse.ArgumentParser("python -m tools.disclosure", description=__doc__)
    parser.add_argument(
        "warehouse",
        nargs="?",
        default=os.environ.get("NAV_TILT_DATABASE", "nav_tilt.duckdb"),
        help="built from the landed reports (default: %(default)s)",
    )
    options = parser.parse_args(arguments)
    try:
        with duckdb.connect(options.warehouse, read_only=True) as connection:
            rows = audit_warehouse(Warehouse.of_file(connection))
    except duckdb.Error as error:
        print(f"disclosure: {options.warehouse}: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    print(
        f"{sum(row.n_suppressed for row in rows)} suppressed cells:"
        f" {sum(row.n_determined or 0 for row in rows)} determined,"
        f" {sum(row.n_narrowed or 0 for row in rows)} narrowed"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
