"""A report's PDF to printed pages, read by two processes that may crash, stall or swell alone.

pdfium is C, and a PDF may be made to break it: whatever befalls a process, this one lives on.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import cache

import pypdfium2
import pypdfium2.raw as pdfium_c

from .model import Page, Refusal
from .sheet import look
from .tables import to_page

_BATCH = 14  # pages read in one go: two processes end together
_SECONDS = 50  # per report; the facsimile takes less than one
_MEMORY = 400 << 20  # bytes that each process may take on top of the program
_MOST_PAGES = 3_000


def read(content: bytes, progress: Callable[[int, int], None] = lambda *_: None) -> list[Page]:
    """The pages of a PDF; raises Refusal where it cannot be read.

    `progress` is called with the pages read so far and their number.
    """
    if b"%%EOF" not in content[-1024:]:
        raise Refusal("it is no PDF, or one that is cut off", todo="fetch it again")
    started = time.monotonic()
    pages: list[Page] = []
    fork = multiprocessing.get_context("fork")  # which hands on the content without a copy
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1), fork, _start, (content,)) as pool:
        try:
            count = pool.submit(_count).result()
            for batch in pool.map(_read, range(0, count, _BATCH)):
                pages += batch
                progress(len(pages), count)
        except BrokenProcessPool:
            rule = f"reading the PDF breaks off, or takes more than {_MEMORY >> 20} MB"
            if time.monotonic() - started >= _SECONDS:
                rule = f"the PDF takes more than {_SECONDS} seconds to read"
            raise Refusal(rule, todo="fetch it again") from None
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    if not any(page.head.code for page in pages):
        raise Refusal("no page has the source line of a TILT report", todo="is it a scan?")
    return pages


_content = b""


def _start(content: bytes) -> None:
    """Give a process its work and its limits; the kernel ends it where it exceeds them."""
    global _content
    _content = content
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.alarm(_SECONDS)
    if os.path.exists("/proc/self/statm"):
        with open("/proc/self/statm") as file:
            limit = int(file.read().split()[0]) * resource.getpagesize() + _MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))


@cache
def _document() -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(_content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refusal("the PDF is encrypted", todo="save it without protection") from None
        raise Refusal("it is no PDF, or a damaged one", todo="fetch it again") from None
    if pdfium_c.FPDF_GetSecurityHandlerRevision(document) != -1:
        raise Refusal("the PDF is encrypted", todo="save it without protection")
    return document


def _count() -> int:
    """How many pages the PDF has."""
    count = len(_document())
    if not 0 < count <= _MOST_PAGES:
        raise Refusal(f"the PDF has {count} pages", todo=f"1 to {_MOST_PAGES} can be read")
    return count


def _read(first: int) -> list[Page]:
    """The pages of a batch, of which `first` were before."""
    document, pages = _document(), []
    for number in range(first + 1, min(first + _BATCH, len(document)) + 1):
        with on_page(number):
            page = document[number - 1]
            pages.append(to_page(number, look(page)))
            page.close()
    return pages


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
