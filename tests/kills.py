"""Work that is killed (SIGKILL) just before each call that changes what is on the disk."""

import os
import signal
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from tools import atomic

CALLS = [
    *((os, name) for name in ("fsync", "mkdir", "remove", "rename", "replace", "rmdir")),
    *((os, "unlink"), (atomic, "_exchange")),
]


def kills(prepare: Callable[[], object], work: Callable[[], object]) -> Iterator[int]:
    """The numbers 1, 2, … of the call that the work was killed before, until it ends alive."""
    for number in count(1):
        prepare()
        if not _is_killed(work, number):
            return
        yield number


def _is_killed(work: Callable[[], object], number: int) -> bool:
    process = os.fork()
    if process == 0:
        _kill_before(number)
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(process, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, -signal.SIGKILL), "the work failed"
    return code != 0


def _kill_before(number: int) -> None:
    calls = count(1)

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any, **named: Any) -> Any:
            if next(calls) == number:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **named)

        return counting

    for module, name in CALLS:
        setattr(module, name, counted(getattr(module, name)))
