"""Runs a function per item in a forked child with limits of CPU time and memory.

PDFium is C, and a PDF may be made to crash it, to loop or to fill the memory. A child that
crashes, times out or is out of memory makes a refusal of its item, and the parent continues.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from .report.model import Refusal

_AT_ONCE = min(4, (os.cpu_count() or 1) + 1)  # one more than can run: a done one waits
_SECONDS = 30  # of work for each process; a report's PDF takes less than one
_MEMORY = 300 << 20  # bytes for each process, of which pdfium sets 200 aside at once

B = TypeVar("B")
Child = Refusal | tuple[BaseProcess, Connection]


def each(
    work: Callable[[Any], B],
    items: Iterable[Any],
    meanwhile: Callable[[], None] = lambda: None,
) -> Generator[B | Refusal, None, None]:
    """What the work makes of each item, or why it is refused, in the order of the items.

    An item that was refused before stays so. `meanwhile` is done once, by this process, while
    the first items are worked on.
    """
    todo = iter(items)
    running = deque(_start(work, item) for item in islice(todo, _AT_ONCE))
    try:
        meanwhile()
        while running:
            result = _result(running.popleft())
            running.extend(_start(work, item) for item in islice(todo, 1))
            yield result
    finally:
        for task in running:
            if not isinstance(task, Refusal):
                task[0].kill()


def _start(work: Callable[[Any], B], item: Any) -> Child:
    """A running fork of this process, and the pipe of its result."""
    if isinstance(item, Refusal):
        return item
    receiver, sender = multiprocessing.Pipe(duplex=False)
    # a spawned process would import camelot again, 0.5 s each; a fork shares what is imported
    fork = multiprocessing.get_context("fork")
    process = fork.Process(target=_do, args=(work, item, sender), daemon=True)
    process.start()
    sender.close()  # else a child that crashes leaves the pipe open, and recv() never returns
    return process, receiver


def _result(task: Child) -> Any:
    if isinstance(task, Refusal):
        return task
    process, receiver = task
    try:
        result = receiver.recv()
        process.kill()  # it has nothing left to do but to clear up
        process.join()
    except EOFError:
        process.join()
        rule = f"reading it breaks off, or takes more than {_MEMORY >> 20} MB"
        if process.exitcode == -signal.SIGXCPU:
            rule = f"reading it takes more than {_SECONDS} seconds"
        result = Refusal(rule, todo="fetch it again")
    receiver.close()
    return result


def _do(work: Callable[[Any], B], item: Any, sender: Connection) -> None:
    """Do the work within limits; the kernel ends the process where it exceeds them."""
    gc.freeze()  # what both share stays shared, where it is not looked through for garbage
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS + 1))
    if os.path.exists("/proc/self/statm"):
        with open("/proc/self/statm") as file:
            limit = int(file.read().split()[0]) * resource.getpagesize() + _MEMORY
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        if most != resource.RLIM_INFINITY:
            limit = min(limit, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    try:
        sender.send(work(item))
    except Refusal as refusal:
        sender.send(refusal)
    except MemoryError:
        os._exit(1)
