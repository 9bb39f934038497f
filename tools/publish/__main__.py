"""`python -m tools.publish`: marts and audits as files and, with PGHOST, on PostgreSQL.

It copies what `make build` has tested and computes nothing, so that readers get the figures
that passed.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import duckdb

from tools.terminal import show

from . import files, postgres
from .tables import PublicationError, read_tables, read_views


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tools.publish", description=__doc__)
    parser.add_argument("--into", type=Path, default=Path("published"), help="%(default)s")
    parser.add_argument(
        "--manifest", type=Path, default=Path("target/manifest.json"), help="%(default)s"
    )
    return parser.parse_args(argv)


def open_warehouse(database: Path) -> duckdb.DuckDBPyConnection:
    """Raises PublicationError where there is no such file, or none of DuckDB's."""
    try:
        return duckdb.connect(str(database), read_only=True)
    except duckdb.Error as error:
        raise PublicationError(f"{database} cannot be read: run make build") from error


def publish(options: argparse.Namespace, database: Path) -> None:
    """Files first: where the server refuses, they are published. Raises PublicationError."""
    tables = read_tables(options.manifest)
    try:
        with open_warehouse(database) as warehouse:
            n_rows = files.publish(tables, warehouse, options.into)
            show("")
            print(f"{options.into}: {len(tables)} tables, {n_rows} rows")
            if "PGHOST" not in os.environ:
                print("PostgreSQL: not asked for; PGHOST names a server")
                return
            views = read_views(options.manifest)
            with closing(postgres.connect()) as connection:
                n_rows = postgres.publish(tables, views, warehouse, connection)
            show("")
            print(
                f"PostgreSQL: {len(tables)} tables, {n_rows} rows; {len(views)} views of them"
            )
    except duckdb.Error as error:
        line = str(error).splitlines()[0]
        raise PublicationError(
            f"{database} is not what the models say: run make build ({line})"
        ) from error


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0: published. Exit 1: not, one line on stderr says why. Exit 2: wrong usage."""
    options = arguments(argv)
    try:
        publish(options, Path(os.environ.get("NAV_TILT_DATABASE", "nav_tilt.duckdb")))
    except (PublicationError, OSError) as problem:
        show("")
        print(f"publish: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
