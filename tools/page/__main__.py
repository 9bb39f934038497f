"""`python -m tools.page`: write the page to look at from nav_tilt.duckdb.

One file without a server, for readers with neither SQL nor a BI tool: it opens from a mail or a
disk.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.atomic import write_file
from tools.page.errors import PageError
from tools.page.geography import read_shapes
from tools.page.page import write_page
from tools.page.state import read_tests
from tools.page.warehouse import read_figures


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tools.page", description=__doc__)
    parser.add_argument(
        "--map", type=Path, metavar="PATH", help="GeoJSON or TopoJSON of kommuner, for a map"
    )
    parser.add_argument(
        "--into", type=Path, metavar="FILE", default=Path("nav_tilt.html"), help="%(default)s"
    )
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0: written. Exit 1: not, one line on stderr says why. Exit 2: wrong usage."""
    options = arguments(argv)
    database = Path(os.environ.get("NAV_TILT_DATABASE", "nav_tilt.duckdb"))
    try:
        figures = read_figures(database)
        codes = {place["code"] for place in figures.places if place["fylke_code"]}
        shapes = read_shapes(options.map, codes) if options.map else None
        write_file(options.into, write_page(figures, shapes, read_tests(database)))
    except PageError as error:
        # a report that was taken out may be on the page that is still there
        kept = f"; {options.into} is of an earlier build" if options.into.exists() else ""
        print(f"page: {error}{kept}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"page: {options.into} is not written: {error.strerror}", file=sys.stderr)
        return 1
    print(f"{options.into} ({options.into.stat().st_size / 1e6:.1f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
