"""Reads files made to be heavy: `python -m tests.extract.heavy [WHICH…]`.

Prints the seconds that each takes and the most memory of all its processes; exits 1 if one is
not refused within 60 seconds and 1 GB.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.facsimile.damage import HEAVY
from tests.measure import run_module

SECONDS, MEGABYTES = 60, 1000


def main(names: list[str]) -> int:
    """Reads those of the names, or all, and prints the table; 1 if one was too heavy."""
    failed = False
    print(f"{'heavy file':12}{'MB':>6}{'seconds':>9}{'peak MB':>9}")
    for name in names or HEAVY:
        with TemporaryDirectory() as folder:
            file = Path(folder) / name
            file.write_bytes(HEAVY[name]())
            size = file.stat().st_size / 1e6
            done = run_module("extract", "--into", f"{folder}/raw", file, watched=True)
        failed |= done.code != 1 or done.seconds > SECONDS or done.megabytes > MEGABYTES
        message = done.errors.removeprefix(f"{folder}/")
        print(
            f"{name:12}{size:6.1f}{done.seconds:9.1f}{done.megabytes:9.0f}  {message}",
            flush=True,
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
