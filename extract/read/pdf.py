"""A report's PDF to printed pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium_c

from ..report.head import PROSE
from ..report.model import Page, Refusal
from .anchors import Anchors, check_same_page, check_same_rows
from .sheet import Sheet, look
from .tables import to_page

_MOST_PAGES = 3_000
_PART = 60  # pages that a process reads with camelot: a report of one month is two parts
_AT_ONCE = 50  # pages: pdfium keeps much of each until the document is closed


@dataclass(frozen=True)
class Shown:
    """A PDF as PDFium shows it, for camelot to read: pages, their text, their tables' edges.

    `anchors`, `texts` and `turns` are by page, of the pages that are not prose.
    """

    content: bytes
    pages: list[Page]
    texts: dict[int, str]
    anchors: dict[int, list[Anchors]]
    turns: dict[int, int]


def read(content: bytes) -> list[Page]:
    """The pages of a PDF; raises Refusal where its two readers do not see the same."""
    shown = look_at(content)
    check_agreed(shown)
    return shown.pages


def check_agreed(shown: Shown) -> None:
    """Refuse pages of which camelot does not read in each cell what PDFium shows there."""
    from .grid import read_cells  # 0.5 s, only for a PDF

    try:
        seen = read_cells(shown.content, shown.anchors, shown.turns)
    except (MemoryError, Refusal):
        raise
    except Exception as error:  # playa raises whatever its parsers do
        name = type(error).__name__
        raise Refusal(f"camelot cannot read the PDF ({name})", todo="fetch it again") from None
    for page in shown.pages:
        if page.number in seen:
            with _on_page(page.number):
                found = seen[page.number]
                check_same_page(found.texts, shown.texts[page.number])
                tables = [table for table in page.tables if table]
                for cells, lines in zip(found.tables, tables, strict=True):
                    check_same_rows(cells, lines)


def in_parts(shown: Shown) -> Iterator[Shown]:
    """The pages in parts, for processes to read at the same time."""
    for first in range(0, len(shown.pages), _PART):
        pages = shown.pages[first : first + _PART]
        anchors = {
            p.number: shown.anchors[p.number] for p in pages if p.number in shown.anchors
        }
        yield replace(shown, pages=pages, anchors=anchors)


def look_at(content: bytes) -> Shown:
    """What PDFium shows of a PDF; raises Refusal where it cannot be read."""
    if b"%%EOF" not in content[-1024:]:
        raise Refusal("it is no PDF, or one that is cut off", todo="fetch it again")
    with _open(content) as document:
        count = len(document)
    if not 0 < count <= _MOST_PAGES:
        raise Refusal(f"the PDF has {count} pages", todo=f"1 to {_MOST_PAGES} can be read")
    shown = Shown(content, [], {}, {}, {})
    for first in range(0, count, _AT_ONCE):
        with _open(content) as document:
            for number in range(first + 1, min(first + _AT_ONCE, count) + 1):
                with _on_page(number):
                    page = document[number - 1]
                    _show(shown, number, look(page))
                    page.close()
    if not any(page.head.code for page in shown.pages):
        raise Refusal("no page has the source line of a TILT report", todo="is it a scan?")
    return shown


def _show(shown: Shown, number: int, sheet: Sheet) -> None:
    page, anchors = to_page(number, sheet)
    shown.pages.append(page)
    if page.head.section != PROSE:
        shown.texts[number] = sheet.text
        shown.anchors[number] = anchors
        shown.turns[number] = sheet.quarters


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
