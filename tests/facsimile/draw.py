"""A report as PDF, and the rows in it, page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.facsimile.drawn_report import DrawnReport, DrawnRow, Printed, printed
from tests.facsimile.layout import Align, Layout, fitted, label_lines, lines_of, spelled
from tests.facsimile.pen import Pen

LEFT = 40.0
TOP = 76.0
BOTTOM = 34.0
PROSE = (
    "Innhold i rapporten",
    "Celler med færre enn 4 personer er erstattet med spesialtegn «*».",
    "Det er brudd i statistikken over arbeidssøkere på tiltak fra april 2025.",
)


@dataclass(frozen=True)
class DrawnLine:
    """One line of a table: the lines of its label, the lines of each value cell, its height."""

    label: list[str]
    cells: list[list[str]]
    height: float
    is_header: bool = False


@dataclass(frozen=True)
class DrawnPage:
    """A section's heading and the tables below it."""

    section: str
    tables: list[list[DrawnLine]]


def _height(lines: int, layout: Layout) -> float:
    height = layout.page_size[1] - TOP - BOTTOM
    pitch = min(36.0, height / (layout.rows_per_page + 2))
    return max(pitch, lines * layout.leading + (0 if layout.tight else 6))


def _row_line(row: DrawnRow, layout: Layout) -> DrawnLine:
    label = label_lines(row.label, layout)
    cells = [[printed(value, layout.thousands)] for value in row.values]
    return DrawnLine(label, cells, _height(len(label), layout))


def _header_line(report: DrawnReport, layout: Layout) -> DrawnLine:
    width = layout.value_width * layout.narrowed
    cells = [lines_of(text, width, layout) for text in report.headers]
    height = max(_height(1, layout), max(map(len, cells)) * layout.leading + 6)
    return DrawnLine([], cells, height, is_header=True)


def _used(tables: list[list[DrawnLine]]) -> tuple[float, int]:
    height = sum(line.height for table in tables for line in table) + 9 * len(tables)
    return height, sum(not line.is_header for table in tables for line in table)


def paginated(report: DrawnReport, layout: Layout) -> Iterator[DrawnPage]:
    """The pages with tables; a block's header and total row head each page it runs over."""
    available = layout.page_size[1] - TOP - BOTTOM
    header = _header_line(report, layout)
    for section in report.sections:
        tables: list[list[DrawnLine]] = []
        for block in section.blocks:
            top = [header, _row_line(block.total, layout)]
            lines = [_row_line(member, layout) for member in block.members]
            height, count = _used([*tables, [*top, *lines[:2]]])
            if tables and not (
                layout.two_blocks and height < available and count <= layout.rows_per_page
            ):
                yield DrawnPage(section.name, tables)
                tables = []
            tables.append([*top])
            for line in lines:
                height, count = _used(tables)
                if height + line.height > available or count >= layout.rows_per_page:
                    yield DrawnPage(section.name, tables)
                    tables = [[*top]]
                tables[-1].append(line)
        yield DrawnPage(section.name, tables)
        if layout.blank_pages and tables:
            yield DrawnPage(section.name, [])


def rows_on(page: DrawnPage, number: int) -> list[Printed]:
    """The rows on the page of this number."""
    return [
        Printed(number, page.section, "|".join(line.label), tuple(map("".join, line.cells)))
        for table in page.tables
        for line in table
        if not line.is_header
    ]


def side(pages: Sequence[DrawnPage], i: int) -> str:
    """The counter of page i: its place in its section."""
    run = [n for n, page in enumerate(pages) if page.section == pages[i].section]
    return f"Side {i - run[0] + 1} av {len(run)}"


def _baselines(lines: int, height: float, valign: str, layout: Layout) -> list[float]:
    """The baselines of a cell's lines, below the row's top."""
    block = lines * layout.leading
    above = {"top": 1.0, "middle": (height - block) / 2, "bottom": height - block - 2}[valign]
    return [above + layout.size + i * layout.leading for i in range(lines)]


def _write_cell(pen: Pen, text: str, left: float, right: float, y: float, align: Align) -> None:
    if align == "left":
        pen.write(left, y, text)
    elif align == "right":
        pen.write_left(right, y, text)
    else:
        pen.write_middle((left + right) / 2, y, text)


def _draw_line(pen: Pen, line: DrawnLine, top: float, stripe: bool, layout: Layout) -> None:
    widths = [layout.label_width, *[layout.value_width] * len(line.cells)]
    if layout.lines == "zebra" and stripe:
        pen.canvas.setFillGray(0.9)
        pen.canvas.rect(LEFT, top - line.height, sum(widths), line.height, stroke=0, fill=1)
        pen.canvas.setFillGray(0)
    lefts = [LEFT, *(LEFT + sum(widths[:n]) for n in range(1, len(widths) + 1))]
    if layout.lines == "ruled" and layout.grid:
        pen.canvas.grid(lefts, [top, top - line.height])
    for left, right, cell in zip(lefts, lefts[1:], [line.label, *line.cells], strict=False):
        if layout.lines == "ruled" and not layout.grid:
            pen.canvas.rect(left, top - line.height, right - left, line.height)
        valign = (left == LEFT and layout.label_valign) or layout.valign
        for text, down in zip(
            cell, _baselines(len(cell), line.height, valign, layout), strict=True
        ):
            align: Align = layout.headings if line.is_header else "right"
            ends = (left + layout.padding, right - layout.padding)
            _write_cell(pen, text, *ends, top - down, "left" if left == LEFT else align)


def _draw_frame(pen: Pen, report: DrawnReport, section: str, layout: Layout) -> None:
    width, height = layout.page_size
    small = min(8.0, layout.size)
    pen.canvas.setLineWidth(0.7)
    pen.font(layout.font, small)
    pen.write(LEFT, height - 24, spelled(report.source_line, layout))
    pen.write_left(
        width - LEFT, height - 42, f"Rapport oppdatert: {report.updated_on:%d.%m.%Y}"
    )
    pen.font(layout.font, layout.size + 1)
    pen.write(LEFT, height - 42, spelled(report.heading(section), layout))


def _draw_page(pen: Pen, report: DrawnReport, page: DrawnPage, number: int, side: str) -> None:
    layout = pen.layout
    width, height = layout.page_size
    _draw_frame(pen, report, page.section, layout)
    pen.font(layout.font, layout.size)
    pen.write(LEFT, height - 60, report.period)
    top = height - TOP
    for n, table in enumerate(page.tables):
        narrowed = layout.value_width * layout.narrowed
        drawn = replace(layout, value_width=narrowed) if n % 2 else layout
        for i, line in enumerate(table):
            _draw_line(pen, line, top, i % 2 == 1, drawn)
            top -= line.height
        top -= 9
    if layout.footnote and layout.footnoted in (None, number):
        lowest = min(text.y for text in pen.texts if text.x == LEFT + layout.padding)
        pen.write(LEFT, lowest - layout.footnote, "Merknad")
    if layout.footer:
        pen.font(layout.font, min(7.0, layout.size))
        pen.write(LEFT, 20, side)
        pen.write_left(width - LEFT, 20, "Kilde: NAV   Fotnote")


def _draw_around(pen: Pen, number: int, count: int) -> None:
    """Lines of a browser or a word processor around the report."""
    layout = pen.layout
    width, height = layout.page_size
    if layout.unframed == number:
        return
    pen.font(layout.font, 6)
    if layout.around == "browser":
        pen.write(20, height - 11, "27.11.2026, 03:57")
        pen.write_middle(width / 2, height - 11, "Statistikk for januar")
        pen.write(20, 8, "https://statistikk.example/tiltak?side=3")
        pen.write_left(width - 20, 8, f"{number}/{count}")
    elif layout.around == "page number":
        pen.write_middle(width / 2, 8, str(number))
    elif layout.around == "footer":
        pen.write(20, 8, f"Utskrift nr. 17, ark {number}")


def to_pdf(
    report: DrawnReport,
    layout: Layout | None = None,
    *,
    user_password: str | None = None,
    owner_password: str | None = None,
) -> tuple[bytes, list[Printed]]:
    """The report's PDF, and every row in it in order, repeated totals included."""
    layout = fitted(layout or Layout(), report.months)
    lock = None
    if user_password is not None or owner_password is not None:
        lock = StandardEncryption(user_password or "", owner_password, strength=128)
    file = BytesIO()
    # The same report and layout give the same bytes: dates and ids of the file stay fixed.
    canvas = Canvas(file, pagesize=layout.page_size, encrypt=lock, invariant=True)
    canvas.setTitle(f"{report.code} {report.title}")
    pen = Pen(canvas, layout)
    _draw_frame(pen, report, "Om statistikken", layout)
    for i, text in enumerate((*PROSE, f"Periode: {report.period}")):
        pen.write(LEFT, layout.page_size[1] - 90 - 18 * i, spelled(text, layout))
    truth: list[Printed] = []
    pages = list(paginated(report, layout))
    _draw_around(pen, 1, len(pages) + 1)
    pen.finish(1)
    for i, page in enumerate(pages):
        pen = Pen(canvas, layout)
        _draw_page(pen, report, page, i + 2, side(pages, i))
        _draw_around(pen, i + 2, len(pages) + 1)
        pen.finish(i + 2)
        truth += rows_on(page, i + 2)
    canvas.save()
    return file.getvalue(), truth
