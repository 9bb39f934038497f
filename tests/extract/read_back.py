"""What the tests of readers share: a small report, a page of some texts, rows as read."""

from io import BytesIO

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.report.assemble import SourceFile, assemble
from extract.report.model import Page
from tests.facsimile.cases import Recipe
from tests.facsimile.drawn_report import DrawnReport, Printed

PICTURE = Image.new("L", (8, 8))

HEADER = (((40, 545), "Tiltak"), ((40, 530), "Januar 2026 - Januar 2026"))

HEADINGS = (((200, 500), "Gjennomsnitt hittil i år"), ((400, 500), "Januar"))

NUMBERS = (((40, 480), "I alt"), ((240, 480), "1 007"), ((410, 480), "7"))


def rows(pages: list[Page], form: str = "pdf") -> list[Printed]:
    """The rows of printed pages."""
    report = assemble(pages, SourceFile(f"report.{form}", form, ""))
    return [Printed(r.page, r.section, r.row.label, r.row.values) for r in report.rows]


def small(code: str = "TILT170", months: int = 3) -> DrawnReport:
    """A report of a few kommuner, quick to draw and to read."""
    return Recipe(code, 2026, months, seed=1, places=25, size=1).report()


def page_of(
    *printed: tuple[tuple[float, float], str],
    lines: tuple[float, ...] = (),
    larger: float = 0,
    picture: tuple[float, float] | None = None,
) -> bytes:
    """A page of texts in 12 points, of lines or a picture, and the digit 9 a little larger."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(842, 595))
    for (x, y), line in (((40, 560), "Kilde: NAV TILT170 X"), *printed):
        canvas.setFont("Helvetica", 12 + (larger if line == "9" else 0))
        canvas.drawString(x, y, line)
    for x in lines:
        canvas.line(x, 470, x, 530)
    if picture:
        bottom, height = picture
        canvas.drawImage(ImageReader(PICTURE), 600, bottom, 100, height)
    canvas.save()
    return file.getvalue()
