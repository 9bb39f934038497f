"""Each structural rule, tried on rows made by hand that break it and nothing else.

Printed pages are written `I alt 9, Kvinner 4 / I alt 7`: rows end in their value, pages at a
slash; `7:6` is an average and its month, `1_000` a number with a space.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from extract.report.assemble import Source, assemble, sections
from extract.report.checks import (
    Block,
    blocks,
    check_blocks,
    check_members,
    check_row,
    check_starts,
)
from extract.report.head import PROSE, SECTIONS
from extract.report.model import Head, Line, Page, Refusal, Row
from extract.report.rows import join

FYLKE, KJONN, KOMMUNE = "Tiltak og fylke", "Tiltak og kjønn", "Tiltak og kommune"
STATUS = "Arbeidsmarkedsstatus og tiltak"
WHOLE = {
    PROSE: "",
    "Tiltak": "I alt 355, Kurs 200, Mentor 5, Lønn 150",
    STATUS: "I alt 40, Ledig 30, Andre 10",
    **dict.fromkeys(
        SECTIONS[2:], "I alt 200, Ukjent 200 / I alt 5, Ukjent 5 / I alt 150, Ukjent 150"
    ),
}


def refusal(check: Callable[..., object], *arguments: object) -> str:
    """The whole rule that the check refuses by; empty if it does not."""
    try:
        check(*arguments)
    except Refusal as refused:
        return refused.rule
    return ""


def pages(printed: Mapping[str, str]) -> list[Page]:
    """The pages of each section, numbered and counted, of a report of January 2026."""
    made: list[Page] = []
    for section, text in printed.items():
        texts = text.split(" / ")
        for n, rows in enumerate(texts, 1):
            head = Head(
                *("TILT170", "Deltakere", section, "2026-02-02", ("2026-01", "2026-01")),
                counter=(n, len(texts)),
            )
            lines = tuple(line(y, row) for y, row in enumerate(rows.split(", ")) if row)
            months = 1 if lines else 0
            made.append(Page(len(made) + 1, head, months, (lines,) if lines else ()))
    return made


def line(y: float, text: str) -> Line:
    label, _, value = text.rpartition(" ")
    average, _, month = value.replace("_", " ").partition(":")
    return Line(y, label, (average, month or average))


def found(printed: Mapping[str, str]) -> list[Block]:
    return blocks(join(list(sections(pages(printed)))))


def told(made: Sequence[Page], **heads: Any) -> list[Page]:
    """The pages, of which each says something else of itself."""
    return [replace(page, head=replace(page.head, **heads)) for page in made]


def assembled(made: Sequence[Page], source_format: str = "pdf") -> str:
    return refusal(assemble, made, Source("report", source_format, "0"))


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
        # of two tiltak with the same values none can be told to be in its place
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
    whole = {**WHOLE, **printed}
    assert refusal(check_blocks, found(whole), whole) == rule


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
    assert assembled(pages({**WHOLE, KJONN: lacking})) == rule


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
    whole = pages({**WHOLE, KJONN: printed})
    at = [page.head.section for page in whole].index(KJONN)
    for page, expected in ((at + 1, ""), (at + 2, rule)):
        lost = told(whole[page : page + 1], section=None)
        assert assembled([*whole[:page], *lost, *whole[page + 1 :]], "txt") == expected


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
    made = pages({**WHOLE, KJONN: "I alt 200, Menn 200 / I alt 200, Kvinner 200"})
    at = [page.head.section for page in made].index(KJONN)
    for page, rows in ((at, tables), (at + 1, next_tables)):
        [table] = made[page].tables
        given = tuple(table if row else () for row in rows)
        made[page] = replace(made[page], tables=given, months=1 if given or page == at else 0)
    assert (assembled(made, "txt") == NO_ROWS) is not holds


@pytest.mark.parametrize("lacks", ["code", "updated_on", "period", "section", "counter", ""])
def test_one_page_of_a_pdf_does_not_lack_what_every_other_page_has(lacks: str) -> None:
    made = pages({**WHOLE, KJONN: "I alt 200, Menn 200 / I alt 200, Ukjent 200"})
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
    lost = {**WHOLE, KJONN: "I alt 200, Menn 200 / I alt 5 / I alt 150, Menn 150"}
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
    title = told(pages(WHOLE), title="D" * 301)
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


@pytest.mark.parametrize(
    ("updated_on", "rule"),
    [
        ("2026-01-01", ""),  # NAV publishes before a month ends
        ("2025-12-31", "a report up to 2026-01 was updated on 2025-12-31"),
        ("2035-12-31", ""),
        ("2036-01-01", "a report up to 2026-01 was updated on 2036-01-01"),
        ("2026-02-31", 'there is no date "2026-02-31"'),
        ("2026-13-01", 'there is no date "2026-13-01"'),
        ("٢٠٢٦-02-02", 'there is no date "٢٠٢٦-02-02"'),
    ],
)
def test_a_report_is_updated_after_its_last_month_begins(updated_on: str, rule: str) -> None:
    refused = assembled(told(pages(WHOLE), updated_on=updated_on))
    assert refused.startswith(rule) if rule else refused == ""


@pytest.mark.parametrize(
    ("heads", "twice", "never"),
    [
        (
            {"code": "TILT180"},
            "code is TILT180 here and TILT170 before",
            "no page has the source line of a TILT report (Kilde: NAV TILT…)",
        ),
        ({"title": "Andre"}, "title is Andre here and Deltakere before", ""),
        (
            {"updated_on": "2026-02-03"},
            "updated_on is 2026-02-03 here and 2026-02-02 before",
            "no page says when the report was updated (Rapport oppdatert: …)",
        ),
        (
            {"period": ("2026-01", "2026-02")},
            "period is 2026-01 to 2026-02 here and 2026-01 to 2026-01 before",
            "no page names the report's period (Januar 2026 - …)",
        ),
    ],
)
def test_identity_is_printed_once(heads: dict[str, Any], twice: str, never: str) -> None:
    whole, nothing = pages(WHOLE), dict.fromkeys(heads)
    assert assembled(whole) == ""
    assert assembled([*whole[:-1], *told(whole[-1:], **heads)]) == twice
    assert assembled([*whole[:1], *told(whole[1:], **nothing)]) == ""
    assert assembled(told(whole, **nothing)) == never


@pytest.mark.parametrize(
    ("first", "last", "months", "holds"),
    [
        ("2026-01", "2026-01", 1, True),
        ("2026-01", "2026-01", 2, False),
        ("2026-01", "2026-02", 1, False),
        ("2026-02", "2026-02", 1, False),
        ("2025-01", "2026-01", 1, False),
    ],
)
def test_columns_are_the_months_from_january(
    first: str, last: str, months: int, holds: bool
) -> None:
    made = told(pages(WHOLE), period=(first, last))
    made[0] = replace(made[0], months=9)  # it has no tables, so none of its columns count
    made[-1] = replace(made[-1], months=months)
    rule = "" if holds else f"{months} month columns in a report of {first} to {last}"
    assert assembled(made) == rule


@pytest.mark.parametrize("section", SECTIONS)
def test_only_a_workbook_may_lack_a_section_after_the_first(section: str) -> None:
    some = pages({name: text for name, text in WHOLE.items() if name != section})
    rule = f'section "{section}" is missing'
    assert assembled(some, "pdf") == assembled(some, "text") == rule
    assert assembled(some, "xlsx") == (rule if section == "Tiltak" else "")


def test_sections_stand_in_order() -> None:
    whole = pages(WHOLE)
    assert assembled(whole[1:]) == ""
    prose = f'section "{PROSE}" comes after "Tiltak"'
    assert assembled([whole[1], whole[0], *whole[2:]]) == prose
    back = f'section "{FYLKE}" comes after "{KOMMUNE}"'
    assert assembled([*whole, *told(whole[-1:], section=FYLKE)], "xlsx") == back


IN_SECTION = [page.head.counter for page in pages(WHOLE)]
SIZE = len(IN_SECTION)
IN_REPORT = [(n, SIZE) for n in range(1, SIZE + 1)]
IN_TABLES = [None, *((n, SIZE - 1) for n in range(1, SIZE))]


@pytest.mark.parametrize(
    ("counters", "last", "rule"),
    [
        (IN_SECTION, (2, 3), "2 of 3 on page 3 of 3"),
        (IN_SECTION, (4, 3), "4 of 3 on page 3 of 3"),
        (IN_SECTION, (3, 2), "3 of 2 on page 3 of 3"),
        (IN_REPORT, (SIZE - 1, SIZE), f"1 of {SIZE} on page 1 of 1"),
        (IN_REPORT, (SIZE, SIZE + 1), f"1 of {SIZE} on page 1 of 1"),
        (IN_TABLES, (SIZE, SIZE - 1), f"1 of {SIZE - 1} on page 1 of 1"),
        ([(1, 1), *IN_TABLES[1:]], (1, 1), f"1 of {SIZE - 1} on page 1 of 1"),
        ([None] * SIZE, (2, 3), "2 of 3 on page 3 of 3"),
    ],
)
def test_counters_are_places_in_the_section_or_the_report(
    counters: list[tuple[int, int] | None], last: tuple[int, int], rule: str
) -> None:
    def counted(*counters: tuple[int, int] | None) -> str:
        each = zip(pages(WHOLE), counters, strict=True)
        return assembled([told([page], counter=counter)[0] for page, counter in each])

    assert counted(*counters) == ""
    assert counted(*counters[:-1], last) == f"the page counter is {rule} of its section"


def test_a_page_in_another_place_is_told_before_a_section_too_short() -> None:
    whole = pages(WHOLE)
    rule = "the page counter is 3 of 3 on page 2 of 2 of its section"
    assert assembled([*whole[:-2], whole[-1]]) == rule


NO_LABEL = "no label is aligned with the numbers as in other rows"
MIDWAY = "the label starts like the rest of another"
NOT_EVEN = "rows differ in height, and numbers are not aligned with labels"
OF_ANOTHER = "numbers of one row are aligned with the label of another"
MANY_WAYS = "its wrapped labels can be read in more than one way"
ONLY_MIDDLE = ("0 A", "10 B 5", "20 C")  # neither the first nor the last line has the numbers
BELOW = ("0 A", "20 5", "30 B", "40 C", "50 6", "60 D", "80 7")  # two lines below the first


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ([("0 A", "10 B 5", "20 C 6")], ["A|B", "C"]),
        ([("0 A 5", "10 B", "20 C 6", "30 D")], MANY_WAYS),
        ([("0 A 5", "10 B", "25 C 6", "35 D")], ["A|B", "C|D"]),
        ([ONLY_MIDDLE], ["A|B|C"]),
        ([("0 A 5", "10 B", "20 C 6")], MANY_WAYS),
        ([("0 A 5", "10 B", "20.5 C 6")], MANY_WAYS),
        ([("0 A 5", "10 B", "21 C 6")], ["A|B", "C"]),
        ([("0 A 5", "11 B", "21 C 6")], ["A", "B|C"]),
        # the whole report is read in one way, so a page that can be read in two is settled
        ([("0 A 5", "10 B", "20 C 6"), ("0 D", "10 E 7")], ["A", "B|C", "D|E"]),
        ([("0 A 5", "10 B", "20 C 6"), ("0 D 7", "10 E")], ["A|B", "C", "D|E"]),
        ([("0 A", "5.9 5", "10 C")], ["A|C"]),
        ([ONLY_MIDDLE, ("0 D", "6.1 6", "10 E")], NO_LABEL),
        ([ONLY_MIDDLE, ("0 D", "10 E 6", "20 F 7")], NO_LABEL),
        ([ONLY_MIDDLE, ("0 D", "10 E 6", "20 F 7", "30 G")], OF_ANOTHER),
        ([ONLY_MIDDLE, ("0 D 6", "10 E")], ["A|B|C", "D|E"]),
        ([ONLY_MIDDLE, ("0 D", "10 E 6", "20 F")], ["A|B|C", "D|E|F"]),
        ([("0 A",)], 'no numbers belong to "A"'),
        ([("0 5",)], NO_LABEL),
        # the same distance below the first line throughout, with a label there or not
        ([BELOW], ["A", "B|C", "D"]),
        ([("0 A", "22 5", *BELOW[2:])], ["A", "B|C", "D"]),
        ([("0 A", "23 5", *BELOW[2:])], NO_LABEL),
        ([(*BELOW, "90 E", "107 8")], NO_LABEL),
        ([(*BELOW, "90 E", "110 8")], ["A", "B|C", "D", "E"]),
        ([(*BELOW, "100 E", "120 8")], NOT_EVEN),
        ([BELOW, ("0 E", "20 8")], ["A", "B|C", "D", "E"]),
        ([BELOW, ("0 E", "10 8")], NO_LABEL),
        # a page whose every line is a row tells nothing of the others
        ([("0 E 8", "10 F 9"), BELOW], ["E", "F", "A", "B|C", "D"]),
        # as far below the middle of a label of three lines as below that of one
        ([("0 A", "10 B", "15 5", "20 C", "60 D", "65 6")], ["A|B|C", "D"]),
        # what can only be the rest of a label starts none
        ([("0 A 5", "10 b", "20 C 6")], ["A|b", "C"]),
        ([("0 A 5", "10 (B)", "20 C 6")], ["A|(B)", "C"]),
        ([("0 A 5", "10 4_year", "20 C 6")], ["A|4 year", "C"]),
        ([("0 A 5", "10 40_year", "20 C 6")], MANY_WAYS),
        ([("0 a", "10 B 6")], MIDWAY),
        ([("0 A|b 5", "10 c 6")], MIDWAY),
        ([("0 A 5", "10 c 6")], ["A", "c"]),  # nothing is wrapped
    ],
)
def test_labels_are_joined(printed: list[tuple[str, ...]], expected: object) -> None:
    """A line is its place down the page, give or take 2, its label and its number."""
    made = []
    for n, texts in enumerate(printed, 1):
        table = []
        for y, *words in map(str.split, texts):
            label = " ".join(word for word in words if not word.isdigit()).replace("_", " ")
            table.append(Line(float(y), label, (*filter(str.isdigit, words),) * 2))
        made.append((Page(n, Head(), 1, (tuple(table),), slack=2), KJONN))
    rule = refusal(join, made)
    assert (rule or [raw.row.label for raw in join(made)]) == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [(9, ["A", "B", "C"]), (10, ["A", "B", "C"]), (11, NOT_EVEN)],
)
def test_rows_of_a_text_differ_by_a_line_at_most(last: int, expected: object) -> None:
    """Values a line below their labels, rows every three lines, but for the last."""
    values = ("5", "5")
    below = [(0, "A"), (3, "B"), (last - 3, "C")]
    table = [line for y, name in below for line in (Line(y, name), Line(y + 1, "", values))]
    made = [(Page(1, Head(), 1, (tuple(table),)), KJONN)]
    rule = refusal(join, made)
    assert (rule or [raw.row.label for raw in join(made)]) == expected


@pytest.mark.parametrize(
    ("last", "within", "rule"),
    [
        ("ABC", "", "the line is neither header, footer nor row"),
        ("AB", "", ""),
        ("AAA", "", ""),  # one label that ends so
        ("ABC", "D", ""),
    ],
)
def test_what_ends_labels_of_three_pages_and_no_others_is_a_footnote(
    last: str, within: str, rule: str
) -> None:
    values = ("5", "5")
    made = []
    for n, name in enumerate(last, 1):
        labels = ["I alt", *(f"{other}|nivå" for other in within), f"{name}|nivå"]
        table = tuple(Line(y, label, values) for y, label in enumerate(labels))
        made.append((Page(n, Head(), 1, (table,)), KJONN))
    assert refusal(join, made) == rule
