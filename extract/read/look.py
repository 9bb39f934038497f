"""A picture of a page as it is read: rows, columns, cells, and the place of a refusal.

A refusal names a page and a row; why a line counts as another row is seen at once in a
picture.
"""

from __future__ import annotations

from contextlib import suppress
from ctypes import c_ushort
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from textwrap import wrap

import pypdfium2
import pypdfium2.raw as pdfium_c
from PIL import Image, ImageColor, ImageDraw

from ..report.model import Refusal
from .agree import Anchors
from .frame import Frame
from .grid import to_page
from .pdf import pages_of
from .visible import Sheet, check_seen, sheet_of
from .words import TextLine, text_of

_GRID, _CELL, _AROUND, _REFUSED = "#1f6fb4", "#2e9e4f", "#b0b0b0", "#d7191c"
_LEGEND = "blue: rows and columns   green: cells   grey: around the tables   red: refused"


def draw(asked: tuple[Path, int, Refusal | None]) -> bytes:
    """A PNG of the page of this number of a PDF, and of why its report is refused.

    Raises Refusal where there is no such page.
    """
    path, number, refusal = asked
    content = path.read_bytes()
    for n, page in pages_of(content):
        if n == number:
            picture = _drawn(content, page, number, refusal)
            caption = f"{path.name}, page {number}: it is read"
            file = BytesIO()
            if refusal:
                caption = refusal.line(path.name)
            captioned(picture, caption, _REFUSED if refusal else "black").save(file, "png")
            return file.getvalue()
    raise Refusal(f"the PDF has no page {number}")


def _drawn(
    content: bytes, page: pypdfium2.PdfPage, number: int, refusal: Refusal | None
) -> Image.Image:
    sheet: Sheet | None = None
    tables: list[Anchors] = []
    with suppress(Refusal):  # then there is less to draw
        sheet = sheet_of(page)
        check_seen(sheet)
        tables = to_page(number, sheet, _frame(content))[1]
    shown = sheet.picture if sheet else page.render(scale=2)
    picture: Image.Image = shown.to_pil().convert("RGB")
    if sheet:
        pen = ImageDraw.Draw(picture)
        for table in tables:
            _draw_grid(pen, sheet, table)
        here = refusal.row if refusal and refusal.page in (None, number) else None
        for line in sheet.lines:
            _draw_line(pen, sheet, line, tables, here)
    return picture


def _frame(content: bytes) -> Frame:
    frame = Frame()
    for number, page in pages_of(content):
        frame.narrow(number, sheet_of(page).places)
    return frame


def captioned(picture: Image.Image, caption: str, color: str) -> Image.Image:
    """The picture with lines below it, in PDFium's own Helvetica: Pillow's font has no å."""
    width, height = picture.size
    size = max(13, width // 110)
    lines = [(_LEGEND, "black")]
    lines += [(text, color) for text in reversed(wrap(caption, int(1.8 * width / size)))]
    with pypdfium2.PdfDocument.new() as document:
        page = document.new_page(width, 2 * size * len(lines))
        for n, (text, ink) in enumerate(lines):
            item = pdfium_c.FPDFPageObj_NewTextObj(document, b"Helvetica", size)
            pdfium_c.FPDFText_SetText(item, (c_ushort * (len(text) + 1))(*map(ord, text)))
            pdfium_c.FPDFPageObj_SetFillColor(item, *ImageColor.getrgb(ink)[:3], 255)
            pdfium_c.FPDFPageObj_Transform(item, 1, 0, 0, 1, size, (2 * n + 0.5) * size)
            pdfium_c.FPDFPage_InsertObject(page, item)
        page.gen_content()
        below = page.render(scale=1).to_pil()
    larger = Image.new("RGB", (width, height + below.height), "white")
    larger.paste(picture)
    larger.paste(below, (0, height))
    return larger


def _draw_grid(pen: ImageDraw.ImageDraw, sheet: Sheet, table: Anchors) -> None:
    x, y = sheet.origin
    columns = [sheet.column(edge + x) for edge in table.xs]
    rows = [sheet.row(edge + y) for edge in table.ys]
    for left, right in pairwise(columns):
        for top, bottom in pairwise(rows):
            pen.rectangle((left, top, right, bottom), outline=_GRID)


def _draw_line(
    pen: ImageDraw.ImageDraw,
    sheet: Sheet,
    line: TextLine,
    tables: list[Anchors],
    refused: str | None,
) -> None:
    """Boxes around a line's words, and around the line if its row is refused."""
    y = sheet.origin[1]
    within = any(table.ys[-1] < line.y - y < table.ys[0] for table in tables)
    boxes = [
        (
            sheet.column(word.left),
            sheet.row(word.y + word.rise),
            sheet.column(word.right),
            sheet.row(word.y - word.height + word.rise),
        )
        for word in line.words
    ]
    for box in boxes:
        pen.rectangle(box, outline=_CELL if within else _AROUND)
    text, row = (" ".join(part.split()) for part in (text_of(line.words), refused or ""))
    if row and (text in row or row.rstrip("…") in text):
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
        pen.rectangle((left - 4, top - 4, right + 4, bottom + 4), outline=_REFUSED, width=3)
