"""Text, PDF and workbook give the rows that were printed."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import product
from typing import Any

import pypdfium2
import pytest
from openpyxl import Workbook, load_workbook
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.read import pdf, text, xlsx
from extract.read.visible import seen
from extract.report.assemble import SourceFile, assemble
from extract.report.checks import check_text
from extract.report.model import Page, Refusal
from tests.facsimile.book import Book, filename, to_xlsx
from tests.facsimile.cases import Recipe
from tests.facsimile.compare import differences, landed
from tests.facsimile.damage import page_count, with_pages
from tests.facsimile.draw import to_pdf
from tests.facsimile.drawn_report import DrawnReport, Printed
from tests.facsimile.landed import report as in_full
from tests.facsimile.layout import Layout
from tests.facsimile.seeds import SEEDS
from tests.facsimile.text import to_text
from tests.slow import mostly_slow, slow

JANUARY = "TILT170_2026-02-02"
LINES = ("ruled", "none", "zebra")
VALIGN = ("top", "middle", "bottom")


def rows(pages: list[Page], form: str = "pdf") -> list[Printed]:
    """The rows of printed pages."""
    report = assemble(pages, SourceFile(f"report.{form}", form, ""))
    return [Printed(r.page, r.section, r.row.label, r.row.values) for r in report.rows]


def small(code: str = "TILT170", months: int = 3) -> DrawnReport:
    """A report of a few kommuner, quick to draw and to read."""
    return Recipe(code, 2026, months, seed=1, places=25, size=1).report()


def test_the_landed_report_reads_back_from_a_pdf() -> None:
    data, truth = to_pdf(in_full(JANUARY))
    found = rows(pdf.read(data))
    assert differences(found, truth) == []
    assert differences(found, landed(SEEDS / "raw", JANUARY), loosely=True) == []


@pytest.mark.parametrize(
    ("lines", "valign"),
    mostly_slow(
        product(LINES, VALIGN), [("ruled", "top"), ("none", "bottom"), ("zebra", "middle")]
    ),
)
def test_a_pdf_in_any_form_is_exact(lines: str, valign: str) -> None:
    layout = Layout(lines=lines, valign=valign, clipped=valign == "top")  # type: ignore[arg-type]
    data, truth = to_pdf(small(months=12 if valign == "top" else 2), layout)
    assert differences(rows(pdf.read(data)), truth) == []


@pytest.mark.parametrize(
    ("turned", "order"),
    mostly_slow(
        product(range(4), ["backwards", "shuffled"]), [(1, "backwards"), (2, "shuffled")]
    ),
)
def test_a_pdf_is_read_as_it_shows(turned: int, order: str) -> None:
    """Turned pages, sheets larger than the page, texts and letters written in any order."""
    layout = Layout(turned=turned, corner=31.5, order=order, by_glyph=True)  # type: ignore[arg-type]
    data, truth = to_pdf(small(months=2), layout)
    assert differences(rows(pdf.read(data)), truth) == []


@pytest.mark.parametrize("turned", [0, 1])
def test_a_page_without_its_turn_and_corner_is_read_as_its_text_runs(turned: int) -> None:
    data, truth = to_pdf(small(), Layout(turned=turned, corner=40))
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            page.set_rotation(180)
            left, bottom, right, top = page.get_cropbox()
            page.set_mediabox(left - 7, bottom - 9, right, top)
        file = BytesIO()
        document.save(file)
    assert differences(rows(pdf.read(file.getvalue())), truth) == []


@pytest.mark.parametrize(
    ("lines", "valign", "label_valign"),
    mostly_slow(
        product(LINES, VALIGN, VALIGN),
        [("ruled", "bottom", "top"), ("zebra", "top", "middle"), ("none", "middle", "bottom")],
    ),
)
def test_numbers_may_stand_elsewhere_in_a_row_than_its_label(
    lines: str, valign: str, label_valign: str
) -> None:
    layout = Layout(lines=lines, valign=valign, label_valign=label_valign, tight=True)  # type: ignore[arg-type]
    data, truth = to_pdf(small(), layout)
    assert differences(rows(pdf.read(data)), truth) == []


@pytest.mark.parametrize("lines", ["ruled", "zebra", "none"])
def test_lines_and_stripes_part_rows_of_any_height(lines: str) -> None:
    """Without them nothing shows which row a label is in if its values align otherwise."""
    layout = Layout(lines=lines, valign="bottom", label_valign="top", rows_per_page=30)  # type: ignore[arg-type]
    data, truth = to_pdf(small(), layout)
    if lines == "none":
        with pytest.raises(Refusal, match="rows differ in height"):
            rows(pdf.read(data))
    else:
        assert differences(rows(pdf.read(data)), truth) == []


def test_rows_are_parted_where_a_line_runs_down_beside_the_longest_label() -> None:
    layout = Layout(grid=True, font="Vera", valign="bottom", label_valign="middle", padding=1)
    data, truth = to_pdf(small(months=2), replace(layout, label_width=90.3))
    assert differences(rows(pdf.read(data)), truth) == []


@pytest.mark.parametrize("size", mostly_slow([4.5, 5.1, 6, 6.2], [4.5]))
def test_small_letters_are_seen(size: float) -> None:
    """An `l` of few pixels is all of one shade, but for what is above or below it."""
    data, truth = to_pdf(small(), Layout(font="Vera", size=size))
    assert differences(rows(pdf.read(data)), truth) == []


def test_a_field_over_a_value_is_refused() -> None:
    file = BytesIO()
    canvas = Canvas(file)
    canvas.drawString(40, 700, "I alt 436 436")
    canvas.acroForm.textfield(value="999", x=60, y=695)
    canvas.save()
    with pytest.raises(Refusal, match="a note or a field lies on the page"):
        pdf.read(file.getvalue())


@pytest.mark.parametrize(
    ("shown", "holds"),
    [
        *[
            (plain, True)
            for plain in ("General", "0", "#,##0", "# ##0", '_ * #,##0_ ;_ * "-"??0')
        ],
        *[(odd, False) for odd in (";;;", '[<1000]"*";0', "0%", "0E+00", '0"1"', "0,", '"99"')],
    ],
)
def test_a_number_counts_as_its_format_shows_it(shown: str, holds: bool) -> None:
    data, _ = to_xlsx(small())
    book = load_workbook(BytesIO(data))
    sheet = book["Tiltak og kjønn"]
    cell = next(cell for row in sheet for cell in row if isinstance(cell.value, int))
    cell.number_format = shown
    file = BytesIO()
    book.save(file)
    if holds:
        assert xlsx.read(file.getvalue(), "report.xlsx") == xlsx.read(data, "report.xlsx")
    else:
        with pytest.raises(Refusal, match=r"the format .* does not show the number"):
            xlsx.read(file.getvalue(), "report.xlsx")


@pytest.mark.parametrize(
    ("title", "state", "rule"),
    [
        ("Tiltak og kjønn ", "visible", "two sheets are of one section"),
        ("Tiltak og kjønn ", "hidden", 'sheet "Tiltak og kjønn " is hidden'),
    ],
)
def test_a_sheet_is_seen_once(title: str, state: str, rule: str) -> None:
    book = load_workbook(BytesIO(to_xlsx(small())[0]))
    other = book.copy_worksheet(book["Tiltak og kjønn"])
    other.title, other.sheet_state = title, state
    file = BytesIO()
    book.save(file)
    with pytest.raises(Refusal, match=rule):
        xlsx.read(file.getvalue(), "report.xlsx")


PICTURE = Image.new("L", (8, 8))
HEADER = (((40, 545), "Tiltak"), ((40, 530), "Januar 2026 - Januar 2026"))


@pytest.mark.parametrize("table", [True, False])
@pytest.mark.parametrize(
    ("bottom", "height", "holds"),
    [(535, 40, True), (300, 4, True), (300, 12, False), (455, 20, False), (5, 9, True)],
)
def test_a_picture_of_rows_is_refused(
    table: bool, bottom: float, height: float, holds: bool
) -> None:
    """A logo beside the header or the footer is none, nor is a line."""
    printed = (*HEADER, *((*HEADINGS, *NUMBERS) if table else ()), ((40, 20), "Side 1 av 1"))
    data = page_of(*printed, picture=(bottom, height))
    if holds:
        assert len(pdf.read(data)) == 1
    else:
        with pytest.raises(Refusal, match="a picture lies where the table is"):
            pdf.read(data)


@pytest.mark.parametrize(
    ("lines", "below"),
    mostly_slow(
        [("none", 11), ("none", 18), ("none", 40), ("ruled", 11), ("ruled", 40), ("zebra", 40)],
        [("none", 18)],
    ),
)
def test_a_line_below_a_table_is_no_part_of_a_label(lines: str, below: float) -> None:
    """In the place of the rest of a label, further down, or outside the last row."""
    layout = Layout(lines=lines, valign="top", label_width=200, footer=False)  # type: ignore[arg-type]
    report = small()
    intact, truth = to_pdf(report, layout)
    assert differences(rows(pdf.read(intact)), truth) == []
    footed, _ = to_pdf(report, replace(layout, footnote=below))
    with pytest.raises(Refusal, match=r"neither header, footer nor row|no label is aligned"):
        rows(pdf.read(footed))
    for page in {row.section: row.page for row in truth}.values():
        footed, _ = to_pdf(report, replace(layout, footnote=below, footnoted=page))
        with pytest.raises(Refusal, match=r"a line shorter|neither header|no label is aligned"):
            rows(pdf.read(footed))


def test_a_page_number_is_no_row() -> None:
    (page,) = pdf.read(page_of(*HEADER, *HEADINGS, *NUMBERS, ((40, 20), "Side 7")))
    assert [line.label for line in page.tables[0]] == ["I alt"]


def test_a_section_that_starts_within_a_page_is_refused() -> None:
    sheets = to_text(small(months=1))[0].replace(" Kilde: NAV TILT", "\f Kilde: NAV TILT")
    assert (
        differences(rows(text.read(sheets.encode()), "txt"), to_text(small(months=1))[1]) == []
    )
    at = sheets.index("\nTiltak og alder")
    cut = sheets.rindex("\f", 0, at)
    assert '"Tiltak og alder" starts on a page of "Tiltak og kjønn"' in refusal(
        sheets[:cut] + "\n" + sheets[cut + 1 :]
    )


SHEET, CODE = "Tiltak og kjønn", "TILT170"
NOT_EVERY = "not one number or * in every column"
NO_COUNT = "not a count or *"


@pytest.mark.parametrize(
    ("cell", "content", "rule"),
    [
        ("B2", 4.0, ""),
        ("B2", 4.2, ""),
        ("B2", "4", ""),
        ("B2", "04", NO_COUNT),
        ("B2", True, NO_COUNT),
        ("B2", date(2026, 1, 1), NO_COUNT),
        ("B2", None, NOT_EVERY),
        ("B2", "-", NO_COUNT),
        ("A2", 4, "a cell is beside the table"),
        ("F2", 4, "a cell is beside the table"),
        ("F2", " ", ""),
        ("F1", "NA", ""),
        ("F1", "Prosent", "text before the table's header"),
        ("E1", "April", "text before the table's header"),
        ("A1", "Kjønn", ""),
        ("A3", "Fotnote", ""),
    ],
)
def test_each_cell_of_a_workbook_has_its_place(cell: str, content: Any, rule: str) -> None:
    """An average of 4, January to March with 4, and what one other cell makes of them."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet.append([None, "Gjennomsnitt hittil i år", "Januar", "Februar", "Mars"])
    sheet.append(["I alt", 4, 4, 4, 4])
    sheet.append([None, *"4444"])
    sheet["A3"] = "Menn"
    sheet[cell] = content
    file = BytesIO()
    book.save(file)
    if rule:
        with pytest.raises(Refusal, match=re.escape(rule)):
            xlsx.read(file.getvalue(), "202603_TILT170.xlsx")
    else:
        (page,) = xlsx.read(file.getvalue(), "202603_TILT170.xlsx")
        assert [line.values for line in page.tables[0]] == [("4",) * 4] * 2


@pytest.mark.parametrize(
    ("title", "second", "rule"),
    [
        ("Tiltak og kaffe", 1, 'sheet "Tiltak og kaffe" is no section of the report'),
        (SHEET, 2, "the sheet's headers differ"),
        (SHEET, 1, ""),
    ],
)
def test_each_sheet_is_a_section_of_one_header(title: str, second: int, rule: str) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for months in (1, second):
        sheet.append([None, "Gjennomsnitt hittil i år", *("Januar", "Februar")[:months]])
        sheet.append(["I alt", 4, *[4] * months])
    file = BytesIO()
    book.save(file)
    if rule:
        with pytest.raises(Refusal, match=rule):
            xlsx.read(file.getvalue(), "202601_TILT170.xlsx")
    else:
        (page,) = xlsx.read(file.getvalue(), "202601_TILT170.xlsx")
        assert (page.head.code, page.head.period) == (CODE, ("2026-01", "2026-01"))


def test_an_underline_parts_no_rows() -> None:
    layout = Layout(lines="none", valign="top", font="Vera", size=7, label_width=93)
    layout = replace(layout, value_width=67, clipped=False, order="backwards", trick="struck")
    layout = replace(layout, rows_per_page=15, by_glyph=True, turned=1)
    data, truth = to_pdf(Recipe("TILT140", 2023, 2, 2863, places=2, size=1).report(), layout)
    assert differences(rows(pdf.read(data)), truth) == []


def test_a_font_that_does_not_say_its_letters_is_refused() -> None:
    data, _ = to_pdf(small(), Layout(font="Vera"))
    with pytest.raises(Refusal, match="does not say which letters"):
        pdf.read(data.replace(b"/ToUnicode", b"/ToUnicorn"))


HEADINGS = (((200, 500), "Gjennomsnitt hittil i år"), ((400, 500), "Januar"))
AGAIN = (((180, 400), "Gjennomsnitt hittil i år"), ((400, 400), "Januar"))
NUMBERS = (((40, 480), "I alt"), ((240, 480), "1 007"), ((410, 480), "7"))


@pytest.mark.parametrize(
    ("printed", "rule"),
    [
        ((*HEADINGS, *NUMBERS), ""),
        ((*HEADINGS, *NUMBERS, ((40, 460), "Menn"), ((245, 460), "*"), ((400, 460), "*")), ""),
        ((HEADINGS[0], ((400, 500), "Februar"), *NUMBERS), "the columns are not headed by"),
        ((*HEADINGS, ((500, 500), "Febriar"), *NUMBERS), "the columns are not headed by"),
        ((HEADINGS[0], *NUMBERS), "the columns are not headed by"),
        (NUMBERS, "the columns are not headed by"),
        ((((40, 520), "I alt"), *HEADINGS, *NUMBERS), "the columns are not headed by"),
        ((*HEADINGS, *NUMBERS[:2]), "not one number or [*] in each of the 2 columns"),
        ((*HEADINGS, *NUMBERS, ((40, 460), "Menn"), ((240, 460), "7")), "in every column"),
        ((*HEADINGS, *NUMBERS[:2], ((180, 480), "7")), "below the headings of their columns"),
        ((*HEADINGS, *NUMBERS, ((600, 480), "7")), "in every column"),
        ((*HEADINGS, NUMBERS[0], *NUMBERS[2:], ((600, 480), "7")), "below the headings"),
        ((*HEADINGS, *NUMBERS, *AGAIN), ""),
        ((*HEADINGS, *NUMBERS, *AGAIN, ((500, 400), "Februar")), "have different columns"),
        ((*HEADINGS, *NUMBERS, ((600, 440), "Fotnote 1")), "number"),
    ],
)
def test_columns_are_those_of_their_headings(
    printed: tuple[tuple[tuple[int, int], str], ...], rule: str
) -> None:
    data = page_of(*printed)
    if rule:
        with pytest.raises(Refusal, match=rule):
            pdf.read(data)
    else:
        (page,) = pdf.read(data)
        assert page.tables[0][0].values == ("1 007", "7")


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


@pytest.mark.parametrize(
    ("lines", "holds"),
    [((), False), ((275.8,), True), ((100, 275.8), True), ((200, 275.8), True)],
)
def test_lines_part_columns_before_wide_spaces_do(
    lines: tuple[float, ...], holds: bool
) -> None:
    """The space in `1 007` is wider than that between the columns."""
    heads = (((180, 510), "Gjennomsnitt"), ((180, 496), "hittil i år"), ((276, 496), "Januar"))
    total = (((30, 480), "I alt"), ((242, 480), "1"), ((255, 480), "007"), ((276.5, 480), "7"))
    data = page_of(*heads, *total, lines=lines)
    if holds:
        (page,) = pdf.read(data)
        assert page.tables[0][0].values == ("1 007", "7")
    else:
        with pytest.raises(Refusal, match=r"not one number or|below the headings"):
            pdf.read(data)


@pytest.mark.parametrize(
    ("larger", "holds"), [(0, True), (0.4, True), (-0.4, True), (1, False)]
)
def test_digits_may_differ_a_little_in_height(larger: float, holds: bool) -> None:
    """Some fonts give each digit the height of its own ink; a footnote mark is smaller."""
    digit = ((410 + 6.672, 480.0), "9")
    data = page_of(*HEADINGS, *NUMBERS, digit, larger=larger)
    if holds:
        (page,) = pdf.read(data)
        assert page.tables[0][0].values == ("1 007", "79")
    else:
        with pytest.raises(Refusal, match="not one number or"):
            pdf.read(data)


def test_thin_letters_are_seen_wherever_they_stand() -> None:
    words = "Tiltaksdeltakere på jobbskaping, tilrettelegging. Demografi. Tidsserie måned"
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setFont("Helvetica", 6.53)
    for n in range(80):
        canvas.drawString(40 + n / 160, 820 - 10 * n, words)
    canvas.save()
    assert len(seen(pypdfium2.PdfDocument(file)[0]).lines) == 80


@pytest.mark.parametrize(
    ("lines", "headings"),
    mostly_slow(
        product(LINES, ["left", "middle", "right"]),
        [("ruled", "left"), ("none", "middle"), ("zebra", "left")],
    ),
)
def test_headings_may_stand_anywhere_above_their_numbers(lines: str, headings: str) -> None:
    layout = Layout(lines=lines, headings=headings, value_width=130, narrowed=0.9)  # type: ignore[arg-type]
    data, truth = to_pdf(small(months=3), layout)
    assert differences(rows(pdf.read(data)), truth) == []


@pytest.mark.parametrize("lines", ["ruled", "none"])
def test_columns_may_nearly_touch(lines: str) -> None:
    layout = Layout(lines=lines, padding=0.5, label_width=55, value_width=30, grid=True)  # type: ignore[arg-type]
    data, truth = to_pdf(small(months=12), layout)
    assert differences(rows(pdf.read(data)), truth) == []


@pytest.mark.parametrize(
    ("trick", "rule"),
    [
        *[
            (trick, "cannot be seen|overlap")
            for trick in ("white", "clipped", "covered", "outside")
        ],
        ("hidden", "text is hidden"),
        *[(trick, "not one number or") for trick in ("raised", "small")],
        ("on top", "two characters overlap"),
        ("sideways", "more than one direction"),
        ("image", "a picture lies where the table is"),
    ],
)
def test_what_a_page_does_not_print_is_refused(trick: str, rule: str) -> None:
    data, _ = to_pdf(small(), Layout(trick=trick))
    with pytest.raises(Refusal, match=rule):
        pdf.read(data)


@pytest.mark.parametrize("between", [" ", "  "])
@pytest.mark.parametrize("months", [1, 7])
def test_a_text_with_numbers_above_the_last_line_of_their_label_is_exact(
    months: int, between: str
) -> None:
    content, truth = to_text(small(months=months), between=between)
    moved = re.sub(r"(?m)^(.*[^\W\d](?:\)|-)?)((?: +[\d\xa0*]+)+)$", r"\2\n\1", content)
    assert moved.count("\n") > content.count("\n") + len(truth) / 2
    assert differences(rows(text.read(moved.encode()), "txt"), truth) == []


@pytest.mark.parametrize("between", [" ", "  "])
@pytest.mark.parametrize("months", [1, 7])
def test_the_form_of_the_real_text_is_exact(between: str, months: int) -> None:
    content, truth = to_text(small(months=months), between=between, headings_until=30)
    assert differences(rows(text.read(content.encode()), "txt"), truth) == []


@pytest.mark.parametrize("section", ["Tiltak og kommune", slow("Tiltak og fylke")])
def test_a_page_of_places_cannot_be_missing(section: str) -> None:
    """Not even where pages have no counter, and all that the page prints is `*`."""
    report = Recipe("TILT170", 2026, 2, seed=5, places=25, size=1).report()
    data, truth = to_pdf(report, Layout(footer=False))
    pages = sorted({row.page for row in truth if row.section == section})
    assert len(pages) > 3
    for page in pages:
        others = [n for n in range(page_count(data)) if n != page - 1]
        with pytest.raises(Refusal):
            rows(pdf.read(with_pages(data, others)))


def test_a_row_of_places_cannot_be_missing() -> None:
    lines = to_text(small(months=2))[0].splitlines(keepends=True)
    on_one_line = re.compile(r"\d{4} \D+( [\d*]+){3}\n")
    places = Counter(line[:4] for line in lines if on_one_line.fullmatch(line))
    assert len(places) > 10
    for n, line in enumerate(lines):
        if on_one_line.fullmatch(line) and places[line[:4]] > 1:
            assert f"the block lacks {line[:4]}, which another has" in refusal(
                "".join(lines[:n] + lines[n + 1 :])
            )
            places[line[:4]] = 0


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "Kvinner;=1+1", "Kvinner; @x"])
def test_what_a_spreadsheet_takes_for_a_formula_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="a spreadsheet would take the label for a formula"):
        check_text(text, "label")
    check_text("Kvinner; Menn - alle", "label")


@pytest.mark.parametrize(
    "book",
    [
        Book(),
        Book(label_column=1, na_column=True, dated=False),
        Book(prose=False, header_each_block=True),
    ],
)
def test_a_workbook_is_exact(book: Book) -> None:
    report = small("TILT130", months=8)
    data, truth = to_xlsx(report, book)
    pages = xlsx.read(data, filename(report))
    assert differences(rows(pages, "xlsx"), truth) == []
    found = assemble(pages, SourceFile(filename(report), "xlsx", ""))
    assert (found.report_code, found.period_to) == ("TILT130", "2026-08")
    dated = report.updated_on.isoformat() if book.dated else "2026-08-31"
    assert found.report_id == f"TILT130_{dated}"


def refusal(content: str) -> str:
    """Why a text is refused."""
    with pytest.raises(Refusal) as refused:
        rows(text.read(content.encode()), "txt")
    return refused.value.line("report.txt")


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("\nKvinner ", "\n=Kvinner ", "take the label for a formula"),
        ("\nMenn ", "\nKvinner ", "printed twice|is not the mean|other values"),
        ("Rapport oppdatert: 03.04.2026", "Rapport oppdatert: 04.04.2026", "updated_on"),
        ("Januar 2026 - Mars 2026", "Januar 2026 - April 2026", "month columns|period"),
        ("Tiltak og kjønn", "Tiltak og kaffe", "no table|fewer|missing|no block|leaves|lacks"),
    ],
)
def test_a_change_of_structure_is_refused(old: str, new: str, rule: str) -> None:
    content, _ = to_text(replace(small(), updated_on=date(2026, 4, 3)))
    assert old in content
    assert any(words in refusal(content.replace(old, new, 1)) for words in rule.split("|"))


def test_a_title_like_a_formula_is_refused() -> None:
    assert "a spreadsheet would take the title for a formula" in refusal(
        to_text(replace(small(), title="=1+1"))[0]
    )


def test_a_text_cut_anywhere_is_refused() -> None:
    content, truth = to_text(small())
    intact = content.rstrip()
    for at in range(0, len(intact) - 1, len(intact) // 60):
        assert refusal(intact[:at])
    assert differences(rows(text.read(intact.encode()), "txt"), truth) == []
