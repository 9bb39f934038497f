"""A PDF in any form gives the rows that were printed, or is refused."""

from dataclasses import replace
from io import BytesIO
from itertools import product

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.read import pdf
from extract.read.visible import seen
from extract.report.model import Refusal
from tests.facsimile.cases import Recipe
from tests.facsimile.compare import differences, landed
from tests.facsimile.damage import page_count, with_pages
from tests.facsimile.draw import to_pdf
from tests.facsimile.landed import report as in_full
from tests.facsimile.layout import Layout
from tests.facsimile.seeds import SEEDS
from tests.slow import mostly_slow, slow

from .read_back import rows, small

JANUARY = "TILT170_2026-02-02"

LINES = ("ruled", "none", "zebra")

VALIGN = ("top", "middle", "bottom")


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


def test_an_underline_parts_no_rows() -> None:
    layout = Layout(lines="none", valign="top", font="Vera", size=7, label_width=93)
    layout = replace(layout, value_width=67, clipped=False, order="backwards", trick="struck")
    layout = replace(layout, rows_per_page=15, by_glyph=True, turned=1)
    data, truth = to_pdf(Recipe("TILT140", 2023, 2, 2863, places=2, size=1).report(), layout)
    assert differences(rows(pdf.read(data)), truth) == []


@pytest.mark.parametrize("size", mostly_slow([4.5, 5.1, 6, 6.2], [4.5]))
def test_small_letters_are_seen(size: float) -> None:
    """An `l` of few pixels is all of one shade, but for what is above or below it."""
    data, truth = to_pdf(small(), Layout(font="Vera", size=size))
    assert differences(rows(pdf.read(data)), truth) == []


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
    rule = "no label is aligned" if lines == "none" else "neither header, footer nor row"
    with pytest.raises(Refusal, match=rule):
        rows(pdf.read(footed))
    for page in {row.section: row.page for row in truth}.values():
        footed, _ = to_pdf(report, replace(layout, footnote=below, footnoted=page))
        with pytest.raises(Refusal, match=r"a line shorter|neither header|no label is aligned"):
            rows(pdf.read(footed))


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


def test_a_font_that_does_not_say_its_letters_is_refused() -> None:
    data, _ = to_pdf(small(), Layout(font="Vera"))
    with pytest.raises(Refusal, match="does not say which letters"):
        pdf.read(data.replace(b"/ToUnicode", b"/ToUnicorn"))
