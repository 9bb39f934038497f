"""A report's PDF to printed pages.

PDFium goes first, as it knows where things are printed; camelot then reads the cells between
the edges that it found. The other order was exact on 14 of 40 tricky PDFs:
docs/decisions/0004.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium_c

from ..report.model import Page, Refusal
from .agree import Look, check_same_rows
from .frame import Frame
from .grid import to_page, unknown_ends
from .visible import Sheet, seen
from .words import text_of

_MOST_PAGES = 3_000
_PART = 60  # pages that a process reads with camelot: a report of one month is two parts
_AT_ONCE = 50  # pages: pdfium keeps much of each until the document is closed


Sign = tuple[int, bytes]
"""How many pixels wide the picture of a glyph is, and its pixels."""


@dataclass(frozen=True)
class Shown:
    """A PDF as PDFium shows it, page by page."""

    content: bytes
    looks: list[Look]

    @property
    def pages(self) -> list[Page]:
        """The printed pages."""
        return [look.page for look in self.looks]


def read(content: bytes) -> list[Page]:
    """The pages of a PDF; raises Refusal where its two readers do not see the same."""
    shown = look_at(content)
    check_agreed(shown)
    return shown.pages


def check_agreed(shown: Shown) -> None:
    """Refuse pages of which camelot does not read in each cell what PDFium shows there."""
    from .cells import read_cells  # 0.5 s, only for a PDF

    try:
        tables = read_cells(shown.content, shown.looks)
    except (MemoryError, Refusal):
        raise
    except Exception as error:  # playa raises whatever its parsers do
        name = type(error).__name__
        raise Refusal(f"camelot cannot read the PDF ({name})", todo="fetch it again") from None
    for look in shown.looks:
        with _on_page(look.page.number):
            with_rows = [table for table in look.page.tables if table]
            for cells, lines in zip(tables[look.page.number], with_rows, strict=True):
                check_same_rows(cells, lines)


def in_parts(shown: Shown) -> Iterator[Shown]:
    """The pages in parts, for processes to read at the same time."""
    for first in range(0, len(shown.looks), _PART):
        yield replace(shown, looks=shown.looks[first : first + _PART])


def look_at(content: bytes) -> Shown:
    """What PDFium shows of a PDF; raises Refusal where it cannot be read."""
    # PDFium opens a file whose last lines are missing
    if b"%%EOF" not in content[-1024:]:
        raise Refusal("it is no PDF, or one that is cut off", todo="fetch it again")
    with _open(content) as document:
        count = len(document)
    if not 0 < count <= _MOST_PAGES:
        raise Refusal(f"the PDF has {count} pages", todo=f"1 to {_MOST_PAGES} can be read")
    looks = _looks(content)
    if not any(look.page.head.code for look in looks):
        raise Refusal("no page has the source line of a TILT report", todo="is it a scan?")
    return Shown(content, looks)


def _looks(content: bytes) -> list[Look]:
    """All pages; those with unknown lines around tables again, when the frame is known."""
    looks: dict[int, Look] = {}
    refused: dict[int, Refusal] = {}
    ends: dict[int, list[tuple[float, str]]] = {}
    frame, signs = Frame(), dict[Sign, str]()
    for number, page in pages_of(content):
        with _on_page(number):
            sheet = seen(page)
            frame.narrow(number, sheet.places)
            ends[number] = unknown_ends(sheet)
            try:
                looks[number] = _look(number, sheet, Frame(), signs)
            except Refusal as refusal:
                if not ends[number]:
                    raise
                # a traceback would keep the picture of the page, 8 MB
                refused[number] = refusal.with_traceback(None)
    framed = [n for n in ends if any(frame.has(n, y, text) for y, text in ends[n])]
    for number, page in pages_of(content, framed):
        with _on_page(number):
            looks[number] = _look(number, seen(page), frame, signs)
            refused.pop(number, None)
    for number in sorted(refused):
        with _on_page(number):
            raise refused[number]
    return [looks[number] for number in sorted(looks)]


def _look(number: int, sheet: Sheet, frame: Frame, signs: dict[Sign, str]) -> Look:
    page, anchors = to_page(number, sheet, frame)
    _check_figures(sheet, signs)
    return Look(page, "\n".join(sheet.texts), anchors, sheet.quarters)


def _check_figures(sheet: Sheet, signs: dict[Sign, str]) -> None:
    """Refuse a picture that is read as one digit here and as another elsewhere."""
    for char, sign, line in sheet.figures():
        if signs.setdefault(sign, char) != char:
            raise Refusal(
                f'what is read as "{char}" here is read as "{signs[sign]}" elsewhere',
                row=text_of(line.words),
                todo="a font says other digits than it draws: fetch the report again",
            )


def pages_of(
    content: bytes, numbers: Sequence[int] | None = None
) -> Iterator[tuple[int, pypdfium2.PdfPage]]:
    """The pages of these numbers, or all; the document is opened again after some of them."""
    if numbers is None:
        with _open(content) as document:
            numbers = range(1, len(document) + 1)
    for first in range(0, len(numbers), _AT_ONCE):
        with _open(content) as document:
            for number in numbers[first : first + _AT_ONCE]:
                with _on_page(number):
                    page = document[number - 1]
                yield number, page
                page.close()


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
