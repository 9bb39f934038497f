"""A text gives the rows that were printed; one that is cut or changed is refused."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from extract.read import text
from extract.report.checks import check_text
from extract.report.model import Refusal
from tests.facsimile.compare import differences
from tests.facsimile.text import to_text

from .read_back import rows, small


def refusal(content: str) -> str:
    """Why a text is refused."""
    with pytest.raises(Refusal) as refused:
        rows(text.read(content.encode()), "txt")
    return refused.value.line("report.txt")


@pytest.mark.parametrize("between", [" ", "  "])
@pytest.mark.parametrize("months", [1, 7])
def test_the_form_of_the_real_text_is_exact(between: str, months: int) -> None:
    content, truth = to_text(small(months=months), between=between, headings_until=30)
    assert differences(rows(text.read(content.encode()), "txt"), truth) == []


@pytest.mark.parametrize("between", [" ", "  "])
@pytest.mark.parametrize("months", [1, 7])
def test_a_text_with_numbers_above_the_last_line_of_their_label_is_exact(
    months: int, between: str
) -> None:
    content, truth = to_text(small(months=months), between=between)
    moved = re.sub(r"(?m)^(.*[^\W\d](?:\)|-)?)((?: +[\d\xa0*]+)+)$", r"\2\n\1", content)
    assert moved.count("\n") > content.count("\n") + len(truth) / 2
    assert differences(rows(text.read(moved.encode()), "txt"), truth) == []


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


def test_a_text_cut_anywhere_is_refused() -> None:
    content, truth = to_text(small())
    intact = content.rstrip()
    for at in range(0, len(intact) - 1, len(intact) // 60):
        assert refusal(intact[:at])
    assert differences(rows(text.read(intact.encode()), "txt"), truth) == []


def test_a_title_like_a_formula_is_refused() -> None:
    assert "a spreadsheet would take the title for a formula" in refusal(
        to_text(replace(small(), title="=1+1"))[0]
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "Kvinner;=1+1", "Kvinner; @x"])
def test_what_a_spreadsheet_takes_for_a_formula_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="a spreadsheet would take the label for a formula"):
        check_text(text, "label")
    check_text("Kvinner; Menn - alle", "label")
