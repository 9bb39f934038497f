"""`python -m tools.build`: build, test and serve a new nav_tilt.duckdb.

What it does is in `run`, which imports dbt.
"""

import os
import sys
from pathlib import Path

from tools.build.signals import end_at_signals


def main() -> int:
    """Exit 0: built. Exit 1: not, and the served file is unchanged. Exit 128 + n: a signal."""
    served = Path(os.environ.get("NAV_TILT_DATABASE", "nav_tilt.duckdb"))
    if served.is_symlink():  # the file itself is replaced, not what leads to it
        served = served.resolve()
    end_at_signals(served)
    # after the signals: a Ctrl-C while dbt is imported would end in a traceback
    from tools.build.run import run

    return run(served)


if __name__ == "__main__":
    sys.exit(main())
