"""A report's PDF to printed pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache

import pypdfium2
import pypdfium2.raw as pdfium_c

from ..report.head import PROSE
from ..report.model import Page, Refusal
from .agree import Anchors, check_same_page, check_same_rows
from .frame import Frame, frame_of
from .grid import to_page
from .visible import Sheet, check_seen, lines_of, sheet_of, text_of

_MOST_PAGES = 3_000
_PART = 60  # pages that a process reads with camelot: a report of one month is two parts
_AT_ONCE = 50  # pages: pdfium keeps much of each until the document is closed


Sign = tuple[int, bytes]
"""How many pixels wide the picture of a glyph is, and its pixels."""


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
    from .cells import read_cells  # 0.5 s, only for a PDF

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
    frame = frame_in(content)
    signs: dict[Sign, str] = {}
    for number, page in pages_of(content):
        with _on_page(number):
            _show(shown, number, page, frame, signs)
    if not any(page.head.code for page in shown.pages):
        raise Refusal("no page has the source line of a TILT report", todo="is it a scan?")
    return shown


def _show(
    shown: Shown,
    number: int,
    printed: pypdfium2.PdfPage,
    frame: Callable[[], Frame],
    signs: dict[Sign, str],
) -> None:
    sheet = sheet_of(printed)
    check_seen(sheet)
    page, anchors = to_page(number, sheet, frame)
    shown.pages.append(page)
    if page.head.section != PROSE:
        _check_figures(sheet, signs)
        shown.texts[number] = sheet.text
        shown.anchors[number] = anchors
        shown.turns[number] = sheet.quarters


def _check_figures(sheet: Sheet, signs: dict[Sign, str]) -> None:
    """Refuse a picture that is read as one digit here and as another elsewhere."""
    for char, sign, line in sheet.figures():
        if signs.setdefault(sign, char) != char:
            raise Refusal(
                f'what is read as "{char}" here is read as "{signs[sign]}" elsewhere',
                row=text_of(line.words),
                todo="a font says other digits than it draws: fetch the report again",
            )


def pages_of(content: bytes) -> Iterator[tuple[int, pypdfium2.PdfPage]]:
    """The pages and their numbers; a document is opened anew after some of them."""
    first, count = 0, 1
    while first < count:
        with _open(content) as document:
            count = len(document)
            for number in range(first + 1, min(first + _AT_ONCE, count) + 1):
                with _on_page(number):
                    page = document[number - 1]
                yield number, page
                page.close()
        first += _AT_ONCE


def frame_in(content: bytes) -> Callable[[], Frame]:
    """What finds the frame of a PDF when it is first asked for: most have none."""
    return cache(lambda: frame_of(_lines(content)))


def _lines(content: bytes) -> Iterator[tuple[int, list[tuple[float, str]]]]:
    """The lines of each page, with their y."""
    for number, page in pages_of(content):
        with _on_page(number):
            yield number, [(line.y, text_of(line.words)) for line in lines_of(page)]


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
