"""A page of a few texts: its columns, its digits, pictures and fields on it."""

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.read import pdf
from extract.report.model import Refusal

from .read_back import HEADER, HEADINGS, NUMBERS, page_of


def test_a_field_over_a_value_is_refused() -> None:
    file = BytesIO()
    canvas = Canvas(file)
    canvas.drawString(40, 700, "I alt 436 436")
    canvas.acroForm.textfield(value="999", x=60, y=695)
    canvas.save()
    with pytest.raises(Refusal, match="a note or a field lies on the page"):
        pdf.read(file.getvalue())


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


def test_a_page_number_is_no_row() -> None:
    (page,) = pdf.read(page_of(*HEADER, *HEADINGS, *NUMBERS, ((40, 20), "Side 7")))
    assert [line.label for line in page.tables[0]] == ["I alt"]


AGAIN = (((180, 400), "Gjennomsnitt hittil i år"), ((400, 400), "Januar"))


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


@pytest.mark.parametrize(("left", "holds"), [(242, True), (236, False), (205, False)])
def test_digits_far_from_one_another_are_no_number(left: int, holds: bool) -> None:
    """A space is at most 0.65 of their height; what is further left is another thing."""
    total = (((30, 480), "I alt"), ((left, 480), "1"), ((255, 480), "007"), ((410, 480), "7"))
    data = page_of(*HEADINGS, *total, lines=(170, 300))
    if holds:
        (page,) = pdf.read(data)
        assert page.tables[0][0].values == ("1 007", "7")
    else:
        with pytest.raises(Refusal, match="not one number or") as refused:
            pdf.read(data)
        assert refused.value.text == "1 007"


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
