"""A report's PDF to printed pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium_c

from ..report.model import Page, Refusal
from .sheet import look
from .tables import to_page

_MOST_PAGES = 3_000
_AT_ONCE = 50  # pages: pdfium keeps much of each until the document is closed


def read(content: bytes) -> list[Page]:
    """The pages of a PDF; raises Refusal where it cannot be read."""
    if b"%%EOF" not in content[-1024:]:
        raise Refusal("it is no PDF, or one that is cut off", todo="fetch it again")
    with _open(content) as document:
        count = len(document)
    if not 0 < count <= _MOST_PAGES:
        raise Refusal(f"the PDF has {count} pages", todo=f"1 to {_MOST_PAGES} can be read")
    pages: list[Page] = []
    for first in range(0, count, _AT_ONCE):
        with _open(content) as document:
            for number in range(first + 1, min(first + _AT_ONCE, count) + 1):
                with _on_page(number):
                    page = document[number - 1]
                    pages.append(to_page(number, look(page)))
                    page.close()
    if not any(page.head.code for page in pages):
        raise Refusal("no page has the source line of a TILT report", todo="is it a scan?")
    return pages


def _open(content: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refusal("the PDF is encrypted", todo="save it without protection") from None
        raise Refusal("it is no PDF, or a damaged one", todo="fetch it again") from None
    if pdfium_c.FPDF_GetSecurityHandlerRevision(document) != -1:
        raise Refusal("the PDF is encrypted", todo="save it without protection")
    return document


@contextmanager
def _on_page(number: int) -> Iterator[None]:
    """Names the page in a refusal, and turns what a library raises into one."""
    try:
        yield
    except Refusal as refusal:
        refusal.page = refusal.page or number
        raise
    except MemoryError:
        raise
    except Exception as error:
        name = type(error).__name__
        raise Refusal(f"the page cannot be read ({name})", page=number) from None
