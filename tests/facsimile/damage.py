"""Files that are not what they should be: each must be refused, soon and in little memory."""

import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from random import Random
from warnings import catch_warnings
from zipfile import ZIP_DEFLATED, ZipFile

import pypdfium2
from openpyxl import Workbook
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


def page_count(data: bytes) -> int:
    """How many pages a PDF has."""
    return len(pypdfium2.PdfDocument(data))


def with_pages(data: bytes, order: Sequence[int]) -> bytes:
    """The PDF with these pages (from 0) in this order: removed, repeated, moved."""
    target, file = pypdfium2.PdfDocument.new(), BytesIO()
    target.import_pages(pypdfium2.PdfDocument(data), pages=list(order))
    target.save(file)
    return file.getvalue()


def order(way: str, count: int, rng: Random) -> list[int]:
    """The pages of a document with one of them `removed`, `repeated` or `moved`."""
    pages = list(range(count))
    page = rng.randrange(count)
    if way != "repeated":
        pages.remove(page)
    if way != "removed":
        pages.insert(rng.randrange(count), page)
    return pages


def image_only(data: bytes, pages: int = 3) -> bytes:
    """The first pages as pictures: nothing on them is text."""
    file = BytesIO()
    canvas = Canvas(file)
    document = pypdfium2.PdfDocument(data)
    for i in range(min(pages, len(document))):
        width, height = document[i].get_size()
        canvas.setPageSize((width, height))
        picture = ImageReader(document[i].render(scale=1).to_pil())
        canvas.drawImage(picture, 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def many_pages(count: int = 10_000) -> bytes:
    """Pages with a line of text each, heavy in number alone."""
    file = BytesIO()
    canvas = Canvas(file)
    for _ in range(count):
        canvas.drawString(40, 40, "*")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def wide_page(metres: float = 1000) -> bytes:
    """One page as wide as a walk, with words at both ends."""
    width = metres / 0.0254 * 72
    file = BytesIO()
    canvas = Canvas(file, pagesize=(width, 800))
    canvas.drawString(40, 40, "Kilde: NAV TILT170 Tiltaksdeltakere")
    canvas.drawString(width - 100, 40, "Tiltak")
    canvas.rect(20, 20, width - 40, 700)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def nested(depth: int = 100_000) -> bytes:
    """A PDF whose only page is described by arrays within arrays."""
    body = b"[" * depth + b"]" * depth
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots " + body + b">>endobj\n"
        b"trailer<</Root 1 0 R/Size 4>>\n%%EOF\n"
    )


def other_report() -> str:
    """The text of a NAV report that is none of this family."""
    return (
        "Kilde: NAV LEDIG110 Registrerte arbeidsledige. Tidsserie måned\n"
        "Helt ledige Rapport oppdatert: 02.02.2026\n\nJanuar 2026 - Januar 2026\n\n"
        "I alt 70 102 70 102\n03 Oslo 12 345 12 345\n"
    )


_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources 3 0 R"
_IMAGE = b"/Type/XObject/Subtype/Image/Width 20000/Height 20000/ColorSpace/DeviceGray"
HEAVY: dict[str, Callable[[], bytes]] = {
    "lines.pdf": lambda: _pdf(b"0 0 m " + b"9 9 l 0 7 l 5 3 l " * 2_000_000 + b"S"),
    "curves.pdf": lambda: _pdf(b"0 0 m " + b"9 900 5 7 600 3 c " * 20_000 + b"S", pages=2_000),
    "text.pdf": lambda: _pdf(b"BT /F 9 Tf 9 9 Td " + b"(1234567890) Tj " * 2_000_000 + b"ET"),
    "nothing.pdf": lambda: _pdf(b"q Q " * 60_000_000),
    # Each form draws the next one ten times: the last would be drawn 10**12 times.
    "forms.pdf": lambda: _pdf(
        b"/X0 Do", *((_FORM, b"/X%d Do " % n * 10) for n in range(1, 13))
    ),
    "image.pdf": lambda: _pdf(
        b"600 0 0 800 0 0 cm /X0 Do", (_IMAGE + b"/BitsPerComponent 8", bytes(400_000_000))
    ),
    "arrays.pdf": lambda: nested(9_000_000),
    "pages.pdf": lambda: many_pages(3_000),
    "cells.xlsx": lambda: _workbook(b"<row>" + b"<c/>" * 20_000_000 + b"</row>"),
}
"""Small files that take far more time or memory than a report, by name."""


def _pdf(content: bytes, *others: tuple[bytes, bytes], pages: int = 1) -> bytes:
    """A PDF of pages that show the same; the other streams can be drawn as X0, X1 and so on."""
    names = b" ".join(b"/X%d %d 0 R" % (n, n + 6) for n in range(len(others)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"4 0 R " * pages, pages),
        b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<<%s>>>>" % names,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R/Resources 3 0 R>>",
        *(_stream(about, data) for about, data in ((b"", content), *others)),
    ]
    body = b"".join(b"%d 0 obj%s endobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return b"%%PDF-1.7\n%strailer<</Root 1 0 R/Size %d>>\n%%%%EOF\n" % (body, len(objects) + 1)


def _workbook(rows: bytes) -> bytes:
    """A workbook of one sheet."""
    file, empty = BytesIO(), Workbook()
    empty.active.title = "Tiltak"
    empty.save(file)
    with ZipFile(file, "a", ZIP_DEFLATED) as archive:
        sheet = b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
        sheet += b"<sheetData>" + rows + b"</sheetData></worksheet>"
        with catch_warnings(action="ignore"):  # of two files of one name the later is read
            archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return file.getvalue()


def _stream(about: bytes, data: bytes) -> bytes:
    packed = zlib.compress(data)
    head = b"<</Length %d/Filter/FlateDecode%s>>" % (len(packed), about)
    return b"%sstream\n%s\nendstream" % (head, packed)
