"""Count what the landed reports give away, for `audit_disclosure`."""

import argparse
import csv
import os
import sys
from pathlib import Path

import duckdb

from tools.disclosure import printed
from tools.disclosure.counts import Exposure, as_rows, exposures
from tools.disclosure.sums import ContradictionError
from tools.disclosure.tables import attacked

AUDIT = Path(__file__).resolve().parents[2] / "seeds" / "audit"
HEADER = (
    "report_id",
    "month",
    "breakdown",
    "tiltak_code",
    "n_suppressed",
    "n_determined",
    "n_narrowed",
    "landed_series",
)


def audit(warehouse: duckdb.DuckDBPyConnection) -> list[Exposure]:
    """The counts of every landed report; ValueError where its figures contradict each other."""
    fylker = printed.fylker(warehouse)
    found: list[Exposure] = []
    for code, vintages in printed.read(warehouse).items():
        try:
            found += exposures(vintages, attacked(vintages, fylker))
        except ContradictionError:
            raise ValueError(f"the figures of {code} contradict each other") from None
    return sorted(found)


def write(path: Path, found: list[Exposure], landed: dict[str, str]) -> None:
    """Write the seed as a whole; the same reports give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(as_rows(found, landed))
    new.replace(path)


def main(arguments: list[str] | None = None) -> int:
    """0: counted; 1: no such warehouse, or its figures contradict each other."""
    parser = argparse.ArgumentParser("python -m tools.disclosure", description=__doc__)
    parser.add_argument("--into", type=Path, default=AUDIT, metavar="FOLDER")
    parser.add_argument(
        "warehouse",
        nargs="?",
        default=os.environ.get("NAV_TILT_DATABASE", "nav_tilt.duckdb"),
        help="built from the landed reports (default: %(default)s)",
    )
    options = parser.parse_args(arguments)
    try:
        with duckdb.connect(options.warehouse, read_only=True) as warehouse:
            found = audit(warehouse)
            landed = printed.landed_series(warehouse)
    except (duckdb.Error, ValueError) as error:
        said = str(error).splitlines()[0]
        print(f"disclosure: {options.warehouse}: {said}", file=sys.stderr)
        return 1
    write(options.into / "disclosure_by_solver.csv", found, landed)
    print(
        f"{sum(each.n_suppressed for each in found)} suppressed cells in {len(landed)} reports:"
        f" {sum(each.n_determined for each in found)} determined,"
        f" {sum(each.n_narrowed for each in found)} narrowed"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
