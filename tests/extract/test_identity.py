"""What a report says of itself: date, identity, months, sections and page counters."""

from dataclasses import replace
from typing import Any

import pytest

from extract.report.head import PROSE, SECTIONS
from tests.extract.short_pages import COMPLETE, FYLKE, KOMMUNE, assembled, pages, with_head


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
    refused = assembled(with_head(pages(COMPLETE), updated_on=updated_on))
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
    complete, nothing = pages(COMPLETE), dict.fromkeys(heads)
    assert assembled(complete) == ""
    assert assembled([*complete[:-1], *with_head(complete[-1:], **heads)]) == twice
    assert assembled([*complete[:1], *with_head(complete[1:], **nothing)]) == ""
    assert assembled(with_head(complete, **nothing)) == never


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
    made = with_head(pages(COMPLETE), period=(first, last))
    made[0] = replace(made[0], months=9)  # it has no tables, so none of its columns count
    made[-1] = replace(made[-1], months=months)
    rule = "" if holds else f"{months} month columns in a report of {first} to {last}"
    assert assembled(made) == rule


@pytest.mark.parametrize("section", SECTIONS)
def test_only_a_workbook_may_lack_a_section_after_the_first(section: str) -> None:
    some = pages({name: text for name, text in COMPLETE.items() if name != section})
    rule = f'section "{section}" is missing'
    assert assembled(some, "pdf") == assembled(some, "text") == rule
    assert assembled(some, "xlsx") == (rule if section == "Tiltak" else "")


def test_sections_are_in_order() -> None:
    complete = pages(COMPLETE)
    assert assembled(complete[1:]) == ""
    prose = f'section "{PROSE}" comes after "Tiltak"'
    assert assembled([complete[1], complete[0], *complete[2:]]) == prose
    back = f'section "{FYLKE}" comes after "{KOMMUNE}"'
    assert assembled([*complete, *with_head(complete[-1:], section=FYLKE)], "xlsx") == back


IN_SECTION = [page.head.counter for page in pages(COMPLETE)]
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
        each = zip(pages(COMPLETE), counters, strict=True)
        return assembled([with_head([page], counter=counter)[0] for page, counter in each])

    assert counted(*counters) == ""
    assert counted(*counters[:-1], last) == f"the page counter is {rule} of its section"


def test_a_moved_page_is_reported_before_a_section_that_is_too_short() -> None:
    complete = pages(COMPLETE)
    rule = "the page counter is 3 of 3 on page 2 of 2 of its section"
    assert assembled([*complete[:-2], complete[-1]]) == rule
