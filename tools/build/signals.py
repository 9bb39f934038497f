"""What a build does with Ctrl-C and the other signals that end it.

Apart from the build, as this is imported in no time and dbt takes two seconds.
"""

import os
import shutil
import signal
from pathlib import Path
from types import FrameType

from tools.build.place import folder_of, is_claimed_here

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def end_at_signals(served: Path) -> None:
    """Exit on a signal without waiting for dbt: only the unserved new folder is lost."""
    # Python's resource tracker outlives this process and would warn of locks left to the kernel
    os.environ["PYTHONWARNINGS"] = "ignore:resource_tracker:UserWarning"

    def end(number: int, _: FrameType | None) -> None:
        # a terminal shows ^C and leaves the line open
        os.write(2, f"{chr(10) if os.isatty(2) else ''}{served} is unchanged\n".encode())
        if is_claimed_here(served):
            shutil.rmtree(folder_of(served), ignore_errors=True)
        os._exit(128 + number)

    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # ignored: the caller is `nohup`
            signal.signal(number, end)


def ignore_signals() -> None:
    """For a build that is done but for the rename: to end here would say what is not so."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
