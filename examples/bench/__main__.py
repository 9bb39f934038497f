"""Times and memory, in tables: `python -m examples.bench [CASE…]`; by default all, two hours.

readers      extract and others on one report of 111 pages
forms        extract and the floor on reports with other lines and with more months
pages        extract on ten times as many pages
reports      extract on twelve reports in one call
month        a build of the landed month, its parts, and its SQL run by DuckDB alone
archive_1, archive_5, archive_20
             a build of an archive of so many years of nine series
spark        the archive of 5 years on Spark too
seeds        where CSV seeds become slow

Not part of `make check`: figures of a busy machine would fail for no fault of the code.
"""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from examples.bench import builds, readers

CASES: dict[str, Callable[[Path], object]] = {
    "readers": readers.readers,
    "forms": readers.forms,
    "pages": readers.pages,
    "reports": readers.reports,
    "month": builds.month,
    "archive_1": partial(builds.archive, years=1),
    "archive_5": partial(builds.archive, years=5),
    "archive_20": partial(builds.archive, years=20),
    "spark": builds.spark,
    "seeds": builds.seeds,
}


def main(names: Sequence[str]) -> int:
    """Run the cases and print their tables; exit 2 where one is not known."""
    unknown = [name for name in names if name not in CASES]
    if unknown:
        print(f"bench: no case {unknown[0]}; there are {' '.join(CASES)}", file=sys.stderr)
        return 2
    for name in names or CASES:
        with TemporaryDirectory() as folder:
            CASES[name](Path(folder))
        print(flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
