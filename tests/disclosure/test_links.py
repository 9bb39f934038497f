"""What each assumption of the audit adds: a small report for each."""

import re

import pytest

from tests.disclosure.drawn import CODES, GROUP, Cell, Drawn, Figure, numbered, world
from tests.disclosure.test_worlds import bounds
from tests.lent import ROOT
from tools.disclosure.audit import attacked, audit
from tools.disclosure.groups import CellCounts, grouped

Bounds = list[tuple[int, int]]


def report(
    series: str, last_month: int, tiltak: str, *months: list[Figure], fylke: bool = True
) -> Drawn:
    """A tiltak in fylke 31: its total and that of the fylke, then its kommuner, each month."""
    found = Drawn(series, 1, last_month)
    kommuner = ("3101", "3103", "3105")
    for month, (total, *counts) in enumerate(months, start=1):
        found.figures[Cell(month, "tiltak", "ALL", "ALL")] = total
        found.figures[Cell(month, "tiltak", tiltak, "ALL")] = total
        if fylke:
            found.figures[Cell(month, "fylke", tiltak, "31")] = total
        for code, figure in zip(kommuner, counts, strict=False):
            found.figures[Cell(month, "kommune", tiltak, code)] = figure
            if figure != 0:
                found.listed.add(("kommune", tiltak, code))
    return found


def kommuner(reports: list[Drawn], report_id: str) -> Bounds:
    """The bounds of the hidden kommuner of a report, in order."""
    found = bounds(reports)
    return [
        found[key] for key in sorted(found) if key[0] == report_id and key[1][1] == "kommune"
    ]


def test_the_docs_name_tests_that_are_there() -> None:
    docs = (ROOT / "docs/disclosure.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)", docs))
    text = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert len(named) > 5
    assert named == {name for name in named if f"def {name}(" in text}


def test_members_add_up_and_a_listed_place_had_somebody() -> None:
    one = report("TILT170", 1, "VV", [6, 4, None, None])
    assert kommuner([one], one.report_id) == [(1, 1), (1, 1)]
    one.listed.clear()
    assert kommuner([one], one.report_id) == [(0, 2), (0, 2)]


def test_a_listed_row_that_cannot_be_anybody_is_given_up() -> None:
    one = report("TILT170", 1, "VV", [4, 4, None, None])
    assert kommuner([one], one.report_id) == [(0, 0), (0, 0)]
    given_up = attacked(numbered([one]), CODES).given_up
    assert {unit.kind for unit in given_up} == {"listed"}


def test_a_row_left_out_before_gives_a_star_away() -> None:
    old = report("TILT170", 1, "VV", [6, 4, 0, None])
    new = report("TILT170", 2, "VV", [6, 4, None, None], [9, 5, 4, 0])
    assert kommuner([old, new], new.report_id) == [(0, 0), (2, 2)]


def test_a_block_with_a_figure_that_changed_is_another_one() -> None:
    old = report("TILT170", 1, "VV", [6, 4, 0, None])
    new = report("TILT170", 2, "VV", [7, 5, None, None], [9, 5, 4, 0])
    assert kommuner([old, new], new.report_id) == [(0, 1), (1, 2)]


def test_vintages_that_contradict_each_other_were_revised() -> None:
    old = report("TILT170", 1, "VV", [7, 4, 0, None])
    new = report("TILT170", 2, "VV", [7, 4, None, 0], [9, 5, 4, 0])
    assert kommuner([old, new], old.report_id) == [(3, 3)]
    assert kommuner([old, new], new.report_id) == [(3, 3)]


@pytest.mark.parametrize(
    ("figures", "average", "expected"),
    [
        # 6 and a star: an average of 4 is 7 to 9 persons in two months, n.5 either way
        ([6, None], 4, (1, 3)),
        # a star is below 4 before rounding (7 persons) or after it
        ([6, None], None, (0, 1)),
        ([4, None], None, (0, 3)),
        # 11 persons in three months are 3.67: printed 4 or, starred before rounding, *
        ([9, None, 0], None, (0, 2)),
    ],
)
def test_averages_narrow_a_month(
    figures: list[Figure], average: Figure, expected: tuple[int, int]
) -> None:
    one = Drawn("TILT170", 1, len(figures), {})
    for month, figure in enumerate(figures, start=1):
        one.figures[Cell(month, "tiltak", "VV", "ALL")] = figure
    one.averages["tiltak", "VV", "ALL"] = average
    assert list(bounds([one]).values()) == [expected]


def test_a_main_group_is_the_sum_of_its_tiltak_where_totals_agree() -> None:
    part = report("TILT170", 1, "VV", [12, 4, None, None])
    part.figures |= report("", 1, "VASV", [12, 4, 4, 4]).figures
    part.figures[Cell(1, "tiltak", "ALL", "ALL")] = 24
    part.figures[Cell(1, "tiltak", "VV", "ALL")] = None
    del (
        part.figures[Cell(1, "fylke", "VV", "31")],
        part.figures[Cell(1, "kommune", "VV", "3101")],
    )
    del part.figures[Cell(1, "tiltak", "ALL", "ALL")]
    national = report("TILT100", 1, GROUP, [15, 4, 6, 5])
    part.listed.clear()
    assert kommuner([national, part], part.report_id) == [(2, 2), (1, 1)]
    national.figures[Cell(1, "tiltak", GROUP, "ALL")] = 18
    national.figures[Cell(1, "tiltak", "ALL", "ALL")] = 18
    national.figures[Cell(1, "fylke", GROUP, "31")] = 18
    national.figures[Cell(1, "kommune", GROUP, "3103")] = 9
    assert kommuner([national, part], part.report_id) == [(0, 3), (0, 3)]


def test_a_report_that_contradicts_itself_is_a_row_and_the_others_are_counted() -> None:
    wrong = report("TILT170", 1, "VV", [9, 4, None, None, None][:4])
    wrong.figures[Cell(1, "kommune", "VV", "3101")] = 20
    right = report("TILT180", 1, "MENTOR", [7, 4, None, None])
    rows = audit(numbered([wrong, right]), CODES)
    status = {row.report_id: row.status for row in rows}
    assert status[wrong.report_id] == "contradictory"
    assert status[right.report_id] in ("counted", "withheld")
    [row] = [row for row in rows if row.report_id == wrong.report_id]
    assert (row.breakdown, row.tiltak_code, row.n_determined) == ("kommune", "VV", None)


def test_no_row_tells_a_cell() -> None:
    left = set()
    for number in range(40):
        figures = numbered(world(number))
        found = attacked(figures, CODES)
        for row in audit(figures, CODES):
            if row.n_determined is not None and row.n_narrowed is not None:
                assert row.n_determined + row.n_narrowed < row.n_suppressed
                continue
            assert row.status == "withheld"
            reports = [report.report_id for report in figures.reports]
            here = (figures.report == reports.index(row.report_id)) & (
                figures.month == int(row.month[5:7])
            )
            disclosed = found.is_determined | found.is_narrowed
            left.add(int((here & found.is_hidden & ~disclosed).sum()))
    assert left <= {0, 1}


@pytest.mark.parametrize(
    ("n_suppressed", "n_determined", "n_narrowed", "status"),
    [
        (3, 3, 0, "withheld"),
        (30, 9, 21, "withheld"),
        (3, 1, 1, "withheld"),
        (1, 0, 0, "withheld"),
        (3, 1, 0, "counted"),
        (3, 0, 0, "counted"),
    ],
)
def test_a_month_that_is_withheld_may_have_a_cell_that_is_not_given_away(
    n_suppressed: int, n_determined: int, n_narrowed: int, status: str
) -> None:
    table = CellCounts(
        "TILT170_2026-02-02", 2026, 1, "gender", "VV", n_suppressed, n_determined, n_narrowed
    )
    [row] = grouped([table])
    assert (row.status, row.n_suppressed) == (status, n_suppressed)
    assert (row.n_determined is None) == (status == "withheld")
