"""How far long work is: one line of a terminal's stderr that changes, nothing in a pipe.

Publishing and benchmarks were silent for minutes; in a log the same line would be noise.
"""

import shutil
import sys


def show(text: str) -> None:
    """Replace the line; an empty text takes it away."""
    if sys.stderr.isatty():
        width = shutil.get_terminal_size().columns - 1
        end = "" if text else "\r"
        print(f"\r{text[:width]:{width}}", end=end, file=sys.stderr, flush=True)
