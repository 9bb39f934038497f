"""A report's PDF to printed pages: pdfium finds the tables, camelot reads their cells.

Measured: 111 pages take one process 0.8 s after the 0.7 s that importing camelot takes, two
processes half of it; camelot's own `parallel` gains nothing.
"""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import resource
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from multiprocessing.pool import Pool
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from .head import PROSE
from .model import Page, Refusal
from .scan import Scan, scan
from .tables import read_tables, to_page

_BATCH = 14  # pages read in one go: memory stays flat, and two processes end together
_SECONDS = 50.0  # per report; the facsimile takes less than one
_MEMORY = 800 << 20  # bytes that reading may take on top of the program
_MOST_PAGES = 3_000


def read(content: bytes, progress: Callable[[int, int], None] = lambda *_: None) -> list[Page]:
    """The pages of a PDF; raises Refusal where it cannot be read.

    `progress` is called with the pages read so far and their number.
    """
    if b"%%EOF" not in content[-1024:]:
        raise Refusal("it is no PDF, or one that is cut off", todo="fetch it again")
    deadline = time.monotonic() + _SECONDS
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        copy.write(content)
        copy.flush()
        try:
            count = _wait(_pool().apply_async(_count, (copy.name,)), deadline)
            firsts = range(0, count, _BATCH)
            todo = [
                _pool().apply_async(_read, (copy.name, n, min(n + _BATCH, count)))
                for n in firsts
            ]
            pages: list[Page] = []
            for task in todo:
                pages += _wait(task, deadline)
                progress(len(pages), count)
        except multiprocessing.TimeoutError:
            stop()
            raise Refusal(f"the PDF takes longer to read than {_SECONDS:.0f} seconds") from None
        except BaseException:
            stop()
            raise
    if not any(page.head.code for page in pages):
        raise Refusal("no page has the source line of a TILT report", todo="is it a scan?")
    return pages


def _wait(task: Any, deadline: float) -> Any:
    return task.get(max(0.0, deadline - time.monotonic()))


@cache
def _pool() -> Pool:
    """Two processes that have camelot, for all reports of a call."""
    gc.disable()  # a quarter of the time that importing camelot takes
    import camelot  # noqa: F401  half of what a whole report takes: only for a PDF

    gc.freeze()
    gc.enable()
    atexit.register(stop)
    workers = min(2, os.cpu_count() or 1)
    return multiprocessing.get_context("fork").Pool(workers, _start)


def stop() -> None:
    """End the processes; the next report starts others."""
    if _pool.cache_info().currsize:
        _pool().terminate()
        _pool.cache_clear()


def _start() -> None:
    """Keep a process to its memory, and to itself: a refusal is one line."""
    warnings.simplefilter("ignore")
    gc.set_threshold(100_000)  # a batch of pages is short-lived
    if os.path.exists("/proc/self/statm"):
        with open("/proc/self/statm") as file:
            limit = int(file.read().split()[0]) * resource.getpagesize() + _MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))


def _count(path: str) -> int:
    """How many pages a PDF has."""
    try:
        with pypdfium2.PdfDocument(path) as document:
            if pdfium_c.FPDF_GetSecurityHandlerRevision(document) != -1:
                raise Refusal("the PDF is encrypted", todo="save it without protection")
            count = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refusal("the PDF is encrypted", todo="save it without protection") from None
        raise Refusal("it is no PDF, or a damaged one", todo="fetch it again") from None
    if not 0 < count <= _MOST_PAGES:
        raise Refusal(f"the PDF has {count} pages", todo=f"1 to {_MOST_PAGES} can be read")
    return count


def _read(path: str, first: int, end: int) -> list[Page]:
    """The pages first + 1 to `end`, of which `first` were before.

    They become a little PDF of their own: camelot walks all pages of a document at each call.
    """
    with (
        pypdfium2.PdfDocument(path) as document,
        pypdfium2.PdfDocument.new() as part,
        tempfile.NamedTemporaryFile(suffix=".pdf") as file,
    ):
        part.import_pages(document, pages=list(range(first, end)))
        part.save(file.name)
        scans: dict[int, Scan] = {}
        for place in range(1, len(part) + 1):
            with on_page(first + place):
                scans[place] = scan(document[first + place - 1])
        pages = {place: Page(first + place, seen.head) for place, seen in scans.items()}
        left = {n: s for n, s in scans.items() if s.area and s.head.section != PROSE}
        for flavor in ("lattice", "stream"):
            chosen = {n: s for n, s in left.items() if s.ruled or flavor == "stream"}
            with on_page(first + 1):
                found = read_tables(file.name, flavor, chosen)
            for place, tables in found.items():
                try:
                    with on_page(first + place):
                        pages[place] = to_page(first + place, scans[place], tables)
                        del left[place]
                except Refusal:
                    # Lines may be no grid, but a frame or a stroke under a heading.
                    if flavor == "stream":
                        raise
    return list(pages.values())


@contextmanager
def on_page(number: int) -> Iterator[None]:
    """Names the page in a refusal, and turns what a library raises into one."""
    try:
        yield
    except Refusal as refusal:
        refusal.page = refusal.page or number
        raise
    except Exception as error:
        name = type(error).__name__
        raise Refusal(f"the page cannot be read ({name})", page=number) from None
