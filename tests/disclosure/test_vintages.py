"""When two reports of a month speak of the same hidden counts."""

import pytest

from tools.disclosure.printed import Average, Cell, Vintage
from tools.disclosure.sums import ContradictionError
from tools.disclosure.tables import Tables, attacked

MONTH = "2026-01-01"
FYLKER = {"1": "A", "2": "A", "3": "A"}
Figure = int | None


def vintage(report_id: str, total: Figure, fylke: Figure, *kommuner: Figure) -> Vintage:
    """A report of one tiltak in one fylke with so many kommuner; 0 is not listed."""
    figures = {
        Cell(MONTH, "tiltak", "ALL", "ALL"): total,
        Cell(MONTH, "tiltak", "VV", "ALL"): total,
        Cell(MONTH, "fylke", "VV", "A"): fylke,
    }
    for code, figure in enumerate(kommuner, start=1):
        figures[Cell(MONTH, "kommune", "VV", str(code))] = figure
    return Vintage(report_id, "TILT170", figures)


def bounds(tables: Tables, report_id: str) -> list[tuple[int, int]]:
    """Least and most of the kommuner of a report."""
    counts = [
        tables.counts[key]
        for key in sorted(tables.counts)
        if key[0] == report_id and key[1].breakdown == "kommune"
    ]
    return [(tables.system.low[i], tables.system.high[i]) for i in counts]


def test_a_row_left_out_before_gives_a_star_away() -> None:
    old, new = vintage("old", 6, 6, 4, 0, None), vintage("new", 6, 6, 4, None, None)
    tables = attacked([old, new], FYLKER)
    assert bounds(tables, "new") == [(4, 4), (0, 0), (2, 2)]
    assert bounds(attacked([new], FYLKER), "new") == [(4, 4), (0, 2), (0, 2)]


def test_a_block_with_a_figure_that_changed_is_another_one() -> None:
    old, new = vintage("old", 6, 6, 4, 0, None), vintage("new", 7, 7, 5, None, None)
    assert bounds(attacked([old, new], FYLKER), "new") == [(5, 5), (0, 2), (0, 2)]


def test_a_hidden_total_is_the_same_only_in_an_unrevised_block() -> None:
    old, new = vintage("old", 9, None, 0, None), vintage("new", 9, None, None, None)
    del old.figures[Cell(MONTH, "tiltak", "ALL", "ALL")]
    old.figures[Cell(MONTH, "fylke", "VV", "B")] = 7
    new.figures[Cell(MONTH, "fylke", "VV", "B")] = 7
    assert bounds(attacked([old, new], FYLKER), "new") == [(0, 0), (2, 2)]
    new.figures[Cell(MONTH, "fylke", "VV", "B")] = 8
    assert bounds(attacked([old, new], FYLKER), "new") == [(0, 1), (0, 1)]


def test_what_contradicts_itself_was_revised() -> None:
    old, new = vintage("old", 7, 7, 4, 0, None), vintage("new", 7, 7, 4, None, 0)
    tables = attacked([old, new], FYLKER)
    assert bounds(tables, "old") == [(4, 4), (0, 0), (3, 3)]
    assert bounds(tables, "new") == [(4, 4), (3, 3), (0, 0)]


def test_a_report_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ContradictionError):
        attacked([vintage("old", 9, 9, 4, None)], FYLKER)


@pytest.mark.parametrize(
    ("months", "average", "expected"),
    [
        # 6 and a star: an average of 4 is 7 to 9 persons in two months, n.5 either way
        ([6, None], 4, (1, 3)),
        ([6, None], None, (0, 1)),
        ([4, None], None, (0, 3)),
        ([9, None, None], 4, (0, 3)),
    ],
)
def test_averages_narrow_a_month(
    months: list[Figure], average: Figure, expected: tuple[int, int]
) -> None:
    figures = {
        Cell(f"2026-{number:02}-01", "tiltak", "VV", "ALL"): figure
        for number, figure in enumerate(months, start=1)
    }
    report = Vintage("old", "TILT170", figures, [Average("tiltak", "VV", "ALL", average)])
    tables = attacked([report], FYLKER)
    last = tables.counts["old", Cell("2026-02-01", "tiltak", "VV", "ALL")]
    assert (tables.system.low[last], tables.system.high[last]) == expected
