"""Each rule of rows and blocks, tried on short pages that break it and nothing else."""

from dataclasses import replace

import pytest

from extract.report.checks import check_blocks, check_members, check_row, check_starts
from extract.report.head import PROSE, SECTIONS
from extract.report.model import Page, Refusal, Row
from tests.extract.short_pages import (
    COMPLETE,
    FYLKE,
    KJONN,
    KOMMUNE,
    STATUS,
    assembled,
    found,
    pages,
    refusal,
    with_head,
)


@pytest.mark.parametrize(
    ("section", "label", "rule"),
    [
        (KJONN, "Kvinner", ""),
        (KJONN, "", "the row has no label"),
        (KJONN, "12 - 15", "the row has no label"),
        (KJONN, "Gjen|noms Kvinner", "the label contains a column's heading"),
        (KJONN, "msnitt|Kvinner", "the label contains a column's heading"),
        (KJONN, "hit|til Kvinner", "the label contains a column's heading"),
        (KJONN, "Kvinner Janu|ar", "the label contains a column's heading"),
        (KJONN, "Kvinner *", "the label contains numbers"),
        (KJONN, "Kvinner 5 6", "the label contains numbers"),
        (KJONN, "Kvinner|5 år 6", "the label contains numbers"),
        (KJONN, "20-24 år|inntil 2 år|og 3 år", ""),
        (KJONN, "Kvinner|I alt", "the row has two labels"),
        (KJONN, "Kvinner|i alt Menn", "the row has two labels"),
        (KJONN, "I alt|Kvinner|I altfor", ""),
        (FYLKE, "03 Oslo", ""),
        (FYLKE, "Oslo", "the row starts with no code"),
        (FYLKE, "0301 Oslo", "the row starts with no code"),
        (KOMMUNE, "03 Oslo", "the row starts with no code"),
        (KOMMUNE, "0301|Oslo", ""),
        (KOMMUNE, "Oslo 0301", "the row starts with no code"),
        (KOMMUNE, "0301", "the row has no label"),
        (KOMMUNE, "0301Oslo", "the row starts with no code"),
        (KOMMUNE, "Ukjent", ""),
        (FYLKE, "UOPPGITT fylke", ""),
        (KOMMUNE, "Ukjente", "the row starts with no code"),
        (KOMMUNE, "I alt", ""),
        (KOMMUNE, "I altfor", "the row starts with no code"),
        (KOMMUNE, "0301 Oslo|1103 Stavanger", "the row has two codes"),
        (KOMMUNE, "0301 Oslo|11 Rogaland", "the row has two codes"),
        (FYLKE, "Ukjent|11 Rogaland", "the row has two codes"),
        (KOMMUNE, "0301 Oslo|113 mer", ""),
        (KOMMUNE, "I alt|11 timer", ""),
        (KJONN, "Kvinner|11 timer", ""),
    ],
)
def test_label(section: str, label: str, rule: str) -> None:
    assert refusal(check_row, Row(label, ("5", "5")), section) == rule


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        (("5", "4", "5"), True),  # an exact half, rounded up
        (("4", "4", "5"), True),  # and to the even number
        (("5", "5", "6"), False),
        (("9", "6", "*"), True),
        (("*", "*"), True),
        (("*", "6"), False),
        (("1 001", "1 000"), False),
    ],
)
def test_average_of_a_row(values: tuple[str, ...], holds: bool) -> None:
    rule = "" if holds else "the printed average is not the mean of the months"
    assert refusal(check_row, Row("Kvinner", values), KJONN) == rule


NO_TOTAL = "the page does not start with the total of a block"
TWO_PLACES = "a block is printed in two places"
TWICE = "the row is printed twice in its block"


@pytest.mark.parametrize(
    ("section", "printed", "rule"),
    [
        (KOMMUNE, "I alt 9, 0301 Oslo 4 / I alt 9, 1103 Stavanger 5", ""),
        (KOMMUNE, "I alt 9, 0301 Oslo 4 / 1103 Stavanger 5", NO_TOTAL),
        (KOMMUNE, "0301 Oslo 4, I alt 9", NO_TOTAL),
        (KJONN, "I alt A 9 / I alt B 9 / I alt A 8", ""),
        (KJONN, "I alt A 9 / I alt B 9 / I alt A 9", TWO_PLACES),
        (KJONN, "I alt A 9 / I alt B 9 / I alt|A 9", TWO_PLACES),
        (KOMMUNE, "I alt 9, 1103 Stavanger 4, 0301 Oslo 5", "0301 follows 1103"),
        (KOMMUNE, "I alt 9, 1103 Stavanger 4 / I alt 9, 0301 Oslo 5", "0301 follows 1103"),
        (KOMMUNE, "I alt 9, 1103 Stavanger 4 / I alt 8, 0301 Oslo 5", ""),
        (KOMMUNE, "I alt 9, 0301 Oslo 4, 0301 Bergen 5", "0301 follows 0301"),
        (FYLKE, "I alt 9, 11 Rogaland 4, 03 Oslo 5", "03 follows 11"),
        (KJONN, "I alt 9, 1103 Stavanger 4, 0301 Oslo 5", ""),
        (KOMMUNE, "I alt 9, 2100 Svalbard 4, 0301 Oslo 5, Ukjent *", ""),
        (KOMMUNE, "I alt 9, 0301 Oslo 5, Ukjent *, 2100 Svalbard 4", ""),
        (KOMMUNE, "I alt 9, 2100 Svalbard 4, 0301 Oslo 5, 2100 Svalbard 4", TWICE),
        (KOMMUNE, "I alt 9, Ukjent *, 0301 Oslo 5", "0301 follows Ukjent"),
        (FYLKE, "I alt 9, Ukjent *, Uoppgitt fylke 4", "Ukjent follows Ukjent"),
        (KJONN, "I alt 9, Kvinner 4, Menn 4", ""),
        (KJONN, "I alt 9, Kvinner 4, Kvinner 5", TWICE),
        (KJONN, "I alt 9, Kvinner 4 / I alt 9, Kvinner 5", TWICE),
        (KJONN, "I alt 9, Kvinner 4 / I alt 8, Kvinner 4", ""),
        (KJONN, "I alt 9, A|b 4, A|b 5", TWICE),
        # labels of three lines may be clipped: then only values distinguish members
        (KJONN, "I alt 9, A|b|c 4, A|b|c 5", ""),
        (KJONN, "I alt 9, A|b|c 4, A|b|c 4", TWICE),
        (KJONN, "I alt 9, A|b|c 4, A|b|d 4", ""),
        (KJONN, "I alt 9, A|b|c *, A|b|c *, A|b|c *", ""),
        (KJONN, "I alt 9, A|b|c 4:*, A|b|c 4:*", TWICE),
    ],
)
def test_blocks(section: str, printed: str, rule: str) -> None:
    assert refusal(found, {section: printed}) == rule


def test_a_block_runs_over_pages_and_ends_with_its_section() -> None:
    made = found({FYLKE: "I alt 9, 03 Oslo 4 / I alt 9, Ukjent 5", KJONN: "I alt 9, Menn 9"})
    assert [list(block.members) for block in made] == [["03", "Ukjent"], ["Menn"]]
    assert refusal(found, {FYLKE: "I alt 9, 03 Oslo 4", KJONN: "Menn 9"}) == NO_TOTAL


def test_a_refusal_tells_where() -> None:
    with pytest.raises(Refusal) as refused:
        found({KJONN: "I alt 9, Menn 4 / I alt 9, Kvinner 5", KOMMUNE: "I alt 5, Oslo 5"})
    where = 'f, page 3, row "Oslo": the row starts with no code'
    assert refused.value.line("f") == where
    with pytest.raises(Refusal) as refused:
        found({KJONN: "I alt 9, Menn 4 / I alt 9, Menn 4"})
    where = (
        f'f, page 2, row "Menn": {TWICE}; look for a page that is missing, repeated or moved'
    )
    assert refused.value.line("f") == where


OTHER = f'in "{KJONN}" a repeated total has other values'
ORDER = f'in "{KJONN}" the blocks are not in the tiltak\'s order'
FEWER = "there are fewer blocks than by fylke"


@pytest.mark.parametrize(
    ("printed", "rule"),
    [
        ({}, ""),
        ({KJONN: "I alt 200 / I alt 6 / I alt 150"}, OTHER),
        ({KJONN: "I alt 200 / I alt B 6 / I alt 150"}, ""),
        ({KJONN: "I alt 201 / I alt 5 / I alt 150"}, ""),  # nothing is repeated yet
        ({KJONN: "I alt 5 / I alt 200 / I alt 150"}, ORDER),
        ({KJONN: "I alt A 200 / I alt B 200 / I alt 150"}, ORDER),
        # of two tiltak with the same values none is known to be in its place
        (
            {
                "Tiltak": "I alt 357, Kurs 7, Mentor 200, Lønn 7, Råd 150",
                **dict.fromkeys(SECTIONS[2:], "I alt 7 / I alt 200 / I alt 150"),
                KJONN: "I alt 200 / I alt A 7 / I alt B 7 / I alt 150",
            },
            "",
        ),
        ({KJONN: "I alt 200 / I alt 150"}, ""),
        ({KJONN: "I alt 200 / I alt 5"}, f'in "{KJONN}" no block is of the tiltak with 150'),
        ({KJONN: "I alt 200 / I alt 5 / I alt B 6"}, ""),  # as many as there are tiltak
        ({KJONN: ""}, f'in "{KJONN}" no block is of the tiltak with 200'),
        ({PROSE: "I alt 8 / I alt 9", STATUS: "I alt 8 / I alt 9"}, ""),
        ({"Tiltak": "I alt 355", KJONN: "I alt 4 / I alt 9 / I alt 7"}, ""),
        ({FYLKE: "I alt 200 / I alt 5 / I alt 150", KOMMUNE: "I alt 200 / I alt 150"}, FEWER),
        ({FYLKE: "I alt 200 / I alt 150", KOMMUNE: "I alt 200 / I alt 150"}, ""),
        ({FYLKE: "I alt 200 / I alt 150"}, ""),
    ],
)
def test_blocks_are_the_tiltak(printed: dict[str, str], rule: str) -> None:
    complete = {**COMPLETE, **printed}
    assert refusal(check_blocks, found(complete), complete) == rule


SHORTER = "the label is a line shorter in another block"


@pytest.mark.parametrize(
    ("printed", "rule"),
    [
        ({KJONN: "I alt 9, Menn 4 / I alt 8, Menn|sist 4"}, SHORTER),
        ({KJONN: "I alt 9, Menn 4 / I alt 8, Først|Menn 4"}, SHORTER),
        ({KJONN: "I alt 9, Menn|over 60 4 / I alt 8, Menn|over 60|år 4"}, SHORTER),
        ({KJONN: "I alt 9, Menn|over 60 4 / I alt 8, Menn|sist 4"}, ""),
        ({KJONN: "I alt 9, Menn 4, Menn|sist 5 / I alt 8, Menn|sist 4"}, ""),
        ({KJONN: "I alt 9, Menn 4 / I alt 8, Menn 4, Menn|sist 4"}, ""),
        ({KJONN: "I alt 9, Menn 4 / I alt|sist 8, Menn 4"}, ""),
        ({KJONN: "I alt 9, Menn 4", "Tiltak og alder": "I alt 8, Menn|sist 4"}, ""),
        ({KOMMUNE: "I alt 9, 0301 Oslo 4 / I alt 8, 0301 Oslo|sist 4"}, SHORTER),
        ({"Tiltak": "I alt 9, Kurs 9", STATUS: "I alt 9, Kurs|sist 9"}, SHORTER),
        ({"Tiltak": "I alt 9, Kurs|sist 9", STATUS: "I alt 9, Kurs 9"}, SHORTER),
    ],
)
def test_a_label_with_a_line_of_its_own_has_it_everywhere(
    printed: dict[str, str], rule: str
) -> None:
    assert refusal(check_blocks, found(printed), printed) == rule


def test_a_report_is_refused_for_its_blocks() -> None:
    rule = f'in "{KJONN}" no block is of the tiltak with 150'
    lacking = "I alt 200, Menn 200 / I alt 5, Menn 5"
    assert assembled(pages({**COMPLETE, KJONN: lacking})) == rule


@pytest.mark.parametrize(
    ("value", "missed"),
    [("99", ""), ("100", "100"), ("1_000", "1 000"), ("100:*", "100"), ("*", "")],
)
def test_a_large_tiltak_has_a_block(value: str, missed: str) -> None:
    printed = {"Tiltak": f"I alt 355, Kurs 7, Mentor {value}", KJONN: "I alt 7"}
    rule = f'in "{KJONN}" no block is of the tiltak with {missed}' if missed else ""
    assert refusal(check_blocks, found(printed), printed) == rule


def test_a_section_by_kommune_that_is_printed_has_the_blocks_by_fylke() -> None:
    printed = {FYLKE: "I alt 9 / I alt 8", KOMMUNE: ""}
    assert refusal(check_blocks, found(printed), printed) == FEWER
    assert refusal(check_blocks, found(printed), [FYLKE]) == ""


def test_no_block_starts_where_the_heading_is_lost() -> None:
    made = found({KJONN: "I alt 9 / I alt 9 / I alt 7"})
    rule = "a block starts on a page without a section's heading"
    for page, expected in ((1, rule), (2, ""), (3, rule)):
        assert refusal(check_starts, made, {page}, KOMMUNE) == expected
        assert refusal(check_starts, made, {page}, KJONN) == ""  # after the last comes none
    printed = "I alt 200, Kvinner 90 / I alt 200, Menn 110 / I alt 150, Menn 150"
    complete = pages({**COMPLETE, KJONN: printed})
    at = [page.head.section for page in complete].index(KJONN)
    for page, expected in ((at + 1, ""), (at + 2, rule)):
        lost = with_head(complete[page : page + 1], section=None)
        assert assembled([*complete[:page], *lost, *complete[page + 1 :]], "txt") == expected


NO_ROWS = "below the headings of a table there are no rows"


@pytest.mark.parametrize(
    ("tables", "next_tables", "holds"),
    [
        ([], [1], False),
        ([0], [1], False),
        ([1], [1], True),
        ([0, 1], [1], False),
        ([1, 0], [1], True),  # headings at the foot of a page are those of the next page
        ([1, 0], [], False),
    ],
)
def test_below_headings_there_are_rows(
    tables: list[int], next_tables: list[int], holds: bool
) -> None:
    made = pages({**COMPLETE, KJONN: "I alt 200, Menn 200 / I alt 200, Kvinner 200"})
    at = [page.head.section for page in made].index(KJONN)
    for page, rows in ((at, tables), (at + 1, next_tables)):
        [table] = made[page].tables
        given = tuple(table if row else () for row in rows)
        made[page] = replace(made[page], tables=given, months=1 if given or page == at else 0)
    assert (assembled(made, "txt") == NO_ROWS) is not holds


@pytest.mark.parametrize("lacks", ["code", "updated_on", "period", "section", "counter", ""])
def test_one_page_of_a_pdf_does_not_lack_what_every_other_page_has(lacks: str) -> None:
    made = pages({**COMPLETE, KJONN: "I alt 200, Menn 200 / I alt 200, Ukjent 200"})
    at = [page.head.section for page in made].index(KJONN) + 1

    def lacking(page: Page) -> Page:
        if lacks:
            return replace(page, head=replace(page.head, **{lacks: None}))
        return replace(page, tables=(), months=0)

    spoiled = [*made[:at], lacking(made[at]), *made[at + 1 :]]
    rule = "the page lacks the"
    assert assembled(spoiled, "pdf").startswith(rule)
    assert not assembled(spoiled, "txt").startswith(rule)
    late = [*spoiled[:-1], lacking(spoiled[-1])]  # as the late pages of a real report
    assert not assembled(late, "pdf").startswith(rule)
    cover = [lacking(made[0]), *made[1:]]
    assert not assembled(cover, "pdf").startswith(rule)


@pytest.mark.parametrize(
    ("total", "members", "holds"),
    [("6", "", False), ("6", ", Menn 5", True), ("*", "", True)],
)
def test_a_total_is_followed_by_its_members(total: str, members: str, holds: bool) -> None:
    made = found({KJONN: f"I alt 9, Menn 9 / I alt B {total}{members}"})
    rule = "" if holds else "no row of the block follows its total"
    assert refusal(check_members, made) == rule
    lost = {**COMPLETE, KJONN: "I alt 200, Menn 200 / I alt 5 / I alt 150, Menn 150"}
    assert assembled(pages(lost)) == "no row of the block follows its total"


@pytest.mark.parametrize(
    ("values", "column"),
    [
        (("5", "5"), ""),
        (("*", "*"), ""),
        (("3", "4"), "Gjennomsnitt"),
        (("*", "1"), "Januar"),
        (("*", "*", "2"), "Februar"),
        (("*", *["*"] * 11, "3"), "Desember"),
    ],
)
def test_no_report_prints_a_count_of_1_to_3(values: tuple[str, ...], column: str) -> None:
    try:
        check_row(Row("Kvinner", values), KJONN)
    except Refusal as refused:
        line = refused.line("f")
        assert line.startswith(f"f, column {column}: a count of 1 to 3")
        assert f'"{values[-1]}"' not in line  # which one it is stays hidden
    else:
        assert column == ""


def test_no_label_has_more_than_300_letters() -> None:
    check_row(Row("K" * 300, ("5", "5")), KJONN)
    rule = "the label has 140000 letters, more than 300"
    assert refusal(check_row, Row("K" * 140_000, ("5", "5")), KJONN) == rule
    title = with_head(pages(COMPLETE), title="D" * 301)
    assert assembled(title) == "the title has 301 letters, more than 300"


def test_a_refusal_has_at_most_400_letters() -> None:
    long = Refusal("r" * 500, page=3, row="a" * 500, column="c" * 99, text="t" * 500, todo="d")
    line = long.line("/folder/" * 50 + "report.pdf")
    assert (len(line), "report.pdf, page 3" in line) == (400, True)
    short = Refusal(
        "not one number", page=3, row="03 Oslo", column="Januar", text="14.265", todo="look"
    )
    line = 'f.pdf, page 3, row "03 Oslo", column Januar says "14.265": not one number; look'
    assert short.line("f.pdf") == line
