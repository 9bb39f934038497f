"""A PDF that is cut, damaged or altered is refused, however much of it can still be read."""

import re
from random import Random

import pytest

from extract.read import pdf
from extract.read.streams import check_syntax
from extract.report.model import Refusal
from tests.facsimile.cases import Recipe
from tests.facsimile.compare import differences
from tests.facsimile.draw import to_pdf
from tests.facsimile.drawn_report import Printed
from tests.facsimile.streams import (
    content,
    damaged,
    objects,
    pages_of,
    with_content,
    with_objects,
)

from .read_back import rows


@pytest.fixture(scope="module")
def drawn_report() -> tuple[bytes, list[Printed]]:
    """A small report as reportlab writes it, and its rows."""
    return to_pdf(Recipe("TILT170", 2026, 1, seed=1, places=2, size=1).report())


@pytest.fixture(scope="module")
def data(drawn_report: tuple[bytes, list[Printed]]) -> bytes:
    return drawn_report[0]


def after(drawn: bytes, part: float, sign: bytes) -> int:
    """Where the next such sign ends, beyond so much of what is drawn."""
    return drawn.index(sign, int(part * len(drawn))) + len(sign)


@pytest.mark.parametrize("rows_lost", [0, 1])
def test_a_page_that_breaks_off_is_refused(
    drawn_report: tuple[bytes, list[Printed]], rows_lost: int
) -> None:
    """Between two rows, or before the footer: what is left can be read, as both readers do."""
    data, truth = drawn_report
    page = truth[-1].page
    number = pages_of(data)[page - 1]
    drawn = content(data, number)
    texts = [found.end() for found in re.finditer(rb"\) Tj", drawn)]
    n_lost = 2 + rows_lost * (1 + truth[-1].label.count("|") + len(truth[-1].cells))
    cut = drawn[: texts[-1 - n_lost]]
    assert len(pdf.read(with_content(data, number, cut + b" T* ET"))) == page
    with pytest.raises(Refusal, match="breaks off or is damaged") as refused:
        pdf.read(with_content(data, number, cut))
    assert refused.value.page == page


@pytest.mark.parametrize(
    ("sign", "by"),
    [
        (b"(", b"(("),  # a text that never ends
        (b" Tj", b" Tk"),  # no operator
        (b" Tj", b" 7 Tj"),  # one operand too many
        (b" Tm", b" Tm ["),  # an array that never ends
        (b"BT", b"BT BT"),
    ],
)
def test_content_that_is_no_longer_well_formed_is_refused(
    data: bytes, sign: bytes, by: bytes
) -> None:
    number = pages_of(data)[-1]
    drawn = content(data, number)
    at = after(drawn, 0.6, sign)
    drawn = drawn[: at - len(sign)] + by + drawn[at:]
    with pytest.raises(Refusal):
        pdf.read(with_content(data, number, drawn))


@pytest.mark.parametrize("way", ["cut", "flipped", "another length"])
def test_a_stream_that_is_not_as_it_was_compressed_is_refused(data: bytes, way: str) -> None:
    for seed in range(4):
        with pytest.raises(Refusal):
            pdf.read(damaged(data, way, Random(seed)))


def test_a_damaged_page_of_prose_is_refused(data: bytes) -> None:
    number = pages_of(data)[0]
    with pytest.raises(Refusal, match="breaks off or is damaged") as refused:
        pdf.read(with_content(data, number, content(data, number) + b" ("))
    assert refused.value.page == 1


def test_what_a_page_draws_may_stand_in_several_streams(data: bytes) -> None:
    """Cut anywhere, as the standard allows: between an operand and its operator, too."""
    number = pages_of(data)[-1]
    drawn = content(data, number)
    at = after(drawn, 0.5, b")")
    free = max(objects(data)) + 1
    parts = with_content(data, number, drawn[:at])
    parts = with_content(with_objects(parts, {free: objects(data)[number]}), free, drawn[at:])
    page = next(n for n, body in objects(data).items() if b"/Contents %d 0 R" % number in body)
    both = objects(data)[page].replace(
        b"/Contents %d 0 R" % number, b"/Contents [%d 0 R %d 0 R]" % (number, free)
    )
    assert pdf.read(with_objects(parts, {page: both})) == pdf.read(data)


def test_a_page_whose_text_says_other_digits_than_it_shows_is_refused(data: bytes) -> None:
    """PDFium hands on what /ActualText says; what is drawn stays another number."""
    number = pages_of(data)[-1]
    drawn = content(data, number)
    at = drawn.index(b"Tj", drawn.rindex(b"BT"))
    start = drawn.rindex(b"(", 0, at)
    hidden = b"/Span<</ActualText(4711)>>BDC %s Tj EMC" % drawn[start:at]
    altered = with_content(data, number, drawn[:start] + hidden + drawn[at + 2 :])
    with pytest.raises(Refusal):
        pdf.read(altered)


@pytest.mark.parametrize(
    ("shown", "said", "rule"),
    [
        (rb"oppdatert: 02\.02", b"oppdatert: 03.02", 'what is read as "2" here is read as "3"'),
        (rb"arbeid", b"skole", "what the page shows and what its text says differ"),
    ],
)
def test_a_header_that_says_other_things_than_it_shows_is_refused(
    data: bytes, shown: bytes, said: bytes, rule: str
) -> None:
    """On all pages, so that they agree, and outside the cells that both readers read."""
    altered = data
    for number in pages_of(data):
        drawn = content(data, number)
        found = re.search(rb"(\([^()]*)" + shown + rb"([^()]*\)) Tj", drawn)
        assert found
        text = found[1] + said + found[2]
        hidden = b"/Span<</ActualText%b>>BDC %b EMC" % (text, found[0])
        altered = with_content(altered, number, drawn.replace(found[0], hidden))
    with pytest.raises(Refusal, match=rule):
        pdf.read(altered)


@pytest.mark.parametrize(
    "harmless",
    [
        b"% (a comment, 12 Tj\n",
        b"q BI /W 1 /H 1 /BPC 8 /CS /G ID \x28 EI Q ",
        rb"BT (a \) \( (b (c)) \\) Tj <4 1 42 > Tj [(A) -12.5 <42>] TJ ET ",
        b"/Span <</ActualText (\\)) /Kids [1 [2 (\\()]] >> BDC EMC ",
        b"q 0 g .5 -.5 m 5. +3 l S Q\x00",
        b"/Pattern cs /P1 scn .1 .2 .3 scn 1 0 0 rg ",
    ],
)
def test_what_the_standard_allows_is_no_damage(harmless: bytes) -> None:
    drawn = b"q 1 0 0 1 0 0 cm " + harmless + b" Q"
    check_syntax(drawn)
    for broken in (drawn + b" (", drawn[:-1] + b"K", b"7 " + drawn, b"\x00 " + drawn + b" 4"):
        with pytest.raises(Refusal, match="breaks off or is damaged"):
            check_syntax(broken)


@pytest.mark.parametrize("order", ["below", "over"])
def test_digits_drawn_as_lines_on_a_white_box_are_refused(
    drawn_report: tuple[bytes, list[Printed]], order: str
) -> None:
    """There is ink where the text is, and it shows another number."""
    data, truth = drawn_report
    number = pages_of(data)[2]
    drawn = content(data, number)
    [*_, cell] = re.finditer(rb"BT 1 0 0 1 ([\d.]+) ([\d.]+) Tm \([\d*]+\) Tj T\* ET", drawn)
    x, y = float(cell[1]), float(cell[2])
    box = b"q 1 g %f %f 20 11 re f 0 G " % (x - 1, y - 2)
    seven = b"%f %f m %f %f l %f %f l S Q " % (x, y + 6, x + 5, y + 6, x + 2, y)
    if order == "over":
        altered = drawn[: cell.end()] + b" " + box + seven + drawn[cell.end() :]
        with pytest.raises(Refusal, match="something is drawn over text") as refused:
            pdf.read(with_content(data, number, altered))
        assert refused.value.page == 3
    else:
        altered = drawn[: cell.start()] + box + b"Q " + drawn[cell.start() :]
        assert differences(rows(pdf.read(with_content(data, number, altered))), truth) == []
