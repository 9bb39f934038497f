"""A report as text: in the form of NAV's own text layer, and as other tools read a PDF."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdfium2

from tests.facsimile.draw import PROSE, DrawnLine, DrawnPage, paginated, rows_on, side
from tests.facsimile.drawn_report import DrawnReport, Printed
from tests.facsimile.layout import Layout, fitted


def _table(
    report: DrawnReport, table: list[DrawnLine], first_line_lost: bool, between: str
) -> list[str]:
    top = ["", "snitt hittil", ""] if first_line_lost else ["", "Gjennom", "snitt hittil", ""]
    lines = [*top, between.join(["i år", *report.headers[1:]])]
    for line in table:
        if not line.is_header:
            # A label of three lines fills its row; a shorter one leaves an empty line above.
            lines += [""] * (len(line.label) < 3)
            lines += line.label[:-1]
            lines.append(between.join([line.label[-1], *map("".join, line.cells)]))
    return lines


def _goes_on(before: DrawnPage, page: DrawnPage) -> bool:
    """Whether a page has nothing but more rows of the last block of the page before."""
    totals = [table[1] for table in page.tables]
    return before.section == page.section and totals == [t[1] for t in before.tables[-1:]] != []


def to_text(
    report: DrawnReport,
    layout: Layout | None = None,
    *,
    between: str = " ",
    headings_until: int = 10_000,
    odd_footers: bool = True,
) -> tuple[str, list[Printed]]:
    """The report in the form of the real report's text, and every row in it.

    `between` separates columns. From page `headings_until` on, pages that continue the
    block of the page before lose their source line and heading, as NAV's text does; the very
    last header loses its first line too. `odd_footers`: some pages keep `Side 2 av 96`.
    """
    layout = fitted(layout or Layout(), report.months)
    date = f"Rapport oppdatert: {report.updated_on:%d.%m.%Y}"
    lines = ["", report.source_line, f"Om statistikken {date}", "", *PROSE]
    truth: list[Printed] = []
    pages = list(paginated(report, layout))
    for i, page in enumerate(pages):
        lost = i + 2 >= headings_until and _goes_on(pages[i - 1], page)
        if not lost:
            lines += [f" {report.source_line}", f"{report.heading(page.section)} {date}", ""]
        lines.append(f"{' ' * lost}{report.period} ")
        for n, table in enumerate(page.tables):
            last_page = lost and i == len(pages) - 1
            lines += _table(report, table, last_page and n == 0, between)
        if odd_footers and i % 14 == 5:
            lines += ["", f"{side(pages, i)}Kilde: NAV Fotnote", "", ""]
        truth += rows_on(page, i + 2)
    return "\n".join([*lines, " "]), truth


def _pdfium(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\f".join(page.get_textpage().get_text_range() for page in document)


def _poppler(*options: str) -> Callable[[Path], str]:
    def read(path: Path) -> str:
        command = ["pdftotext", *options, str(path), "-"]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode()

    return read


def layout_tool() -> dict[str, Callable[[Path], str]]:
    """`pdftotext -layout`, where it is installed: the one tool that keeps the columns."""
    return {"pdftotext -layout": _poppler("-layout")} if shutil.which("pdftotext") else {}


def other_tools() -> dict[str, Callable[[Path], str]]:
    """Readers whose text loses the columns: exact or refused, as the text allows."""
    poppler = {"pdftotext": _poppler(), "pdftotext -raw": _poppler("-raw")}
    return {"pdfium": _pdfium, **(poppler if shutil.which("pdftotext") else {})}
