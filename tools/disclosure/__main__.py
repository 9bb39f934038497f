"""Count what a built warehouse discloses, or plan further cells to hide (for a publisher).

The build counts on its own; a plan names cells, so it is made by a command and written
outside the project.
"""

import argparse
import csv
import io
import os
import sys
import time
from pathlib import Path

import duckdb

from tools import atomic
from tools.disclosure.audit import attacked, audit_warehouse, by_ties
from tools.disclosure.figures import Warehouse
from tools.disclosure.linked_tables import FAR, LinkedTables
from tools.disclosure.protect import Plan, protect
from tools.disclosure.system import ContradictionError
from tools.terminal import show

PROJECT = Path(__file__).resolve().parents[2]
HEADER = ("report_id", "month", "breakdown", "tiltak_code", "member_code", "participants")


def plan(warehouse: Warehouse, options: argparse.Namespace) -> int:
    """Write the plan for a year to the caller's file, and its totals on the terminal."""
    file: Path = options.protect.resolve()
    if file.is_relative_to(PROJECT):
        raise ValueError(f"{file}: a plan names cells that are disclosed: keep it elsewhere")
    reports = warehouse.landed()
    year = options.year or max((report.year for report in reports), default=0)
    figures = warehouse.figures(year)
    plans: list[tuple[LinkedTables, Plan]] = []
    parts = list(by_ties(figures, warehouse.codes()))
    end = time.monotonic() + options.seconds
    for n, part in enumerate(parts):
        show(f"{n + 1} of {len(parts)}: what is disclosed")
        found = attacked(part, warehouse.codes())
        best = protect(
            found,
            narrowed=options.narrowed,
            by_size=options.cost == "size",
            seconds=max(1, (end - time.monotonic()) / (len(parts) - n)),
            show=searched,
        )
        plans.append((found.tables, best))
    show("")
    rows = [row for tables, each in plans for row in rows_of(tables, each)]
    atomic.write_file(file, as_csv(rows))
    cost, least = sum(each.cost for _, each in plans), sum(each.least_cost for _, each in plans)
    proof = "no plan costs less" if cost <= least else f"any plan costs {least} at least"
    print(f"{year}: {len(rows)} further cells to hide, cost {cost} ({proof}): {file}")
    return 0


def searched(seconds: float, cost: float, least: float) -> None:
    """Show how far the search for a plan is."""
    best = f"a plan that costs {cost:.0f}" if cost < FAR else "no plan yet"
    show(f"{seconds:.0f} s: {best}; any costs {max(0, least):.0f} at least")


def rows_of(tables: LinkedTables, found: Plan) -> list[tuple[object, ...]]:
    """The lines of the file for one plan."""
    f = tables.figures
    return [
        (
            f.reports[f.report[line]].report_id,
            f"{f.reports[f.report[line]].year}-{f.month[line]:02}-01",
            f.breakdowns[f.breakdown[line]],
            f.tiltaks[f.tiltak[line]],
            f.members[f.member[line]],
            int(f.low[line]),
        )
        for line in found.lines
    ]


def as_csv(rows: list[tuple[object, ...]]) -> str:
    """The file of a plan."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    return text.getvalue()


def count(warehouse: Warehouse) -> int:
    """Print how many cells the landed reports disclose."""
    rows = audit_warehouse(warehouse)
    print(
        f"{sum(row.n_suppressed for row in rows)} suppressed cells:"
        f" {sum(row.n_determined or 0 for row in rows)} determined,"
        f" {sum(row.n_narrowed or 0 for row in rows)} narrowed"
    )
    return 0


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser("python -m tools.disclosure", description=__doc__)
    add = parser.add_argument
    add(
        "warehouse",
        nargs="?",
        default=os.environ.get("NAV_TILT_DATABASE", "nav_tilt.duckdb"),
        help="built from the landed reports (default: %(default)s)",
    )
    add("--protect", type=Path, metavar="FILE", help="write the further cells to hide to FILE")
    add("--narrowed", action="store_true", help="let no hidden cell be narrowed either")
    add("--cost", choices=("cells", "size"), default="cells", help="of a cell: 1, or its size")
    add("--year", type=int, help="the year to protect (default: the newest)")
    add(
        "--seconds",
        type=float,
        default=600,
        help="time to search, for all series (default: %(default)s)",
    )
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """0: done; 1: no such warehouse, a file that may not be written, or no plan."""
    options = parsed(arguments)
    try:
        with duckdb.connect(options.warehouse, read_only=True) as connection:
            warehouse = Warehouse.of_file(connection)
            return plan(warehouse, options) if options.protect else count(warehouse)
    except ContradictionError:
        message = "the figures of a report contradict each other: audit_disclosure says where"
    except (duckdb.Error, ValueError, RuntimeError, OSError) as error:
        message = str(error).splitlines()[0]
    print(f"disclosure: {options.warehouse}: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
