"""A reform that is made up: a merger and two splits, by lines in the seeds alone."""

from datetime import date

import pytest

from extract.__main__ import main as extract
from tests.facsimile.seeds import Place, fylker
from tests.facsimile.text import to_text
from tests.facsimile.world import made_up

from .conftest import Project, unexpected

pytestmark = pytest.mark.slow

DAY = "2028-01-01"
# 1101 and 1111 become 1199; 3301 is split inside its fylke between a kommune that keeps its
# code and a new one; 4020 is split between two fylker.
ENDED = ("1101", "1111", "3301", "4020")
NEW = [("1199", "Dalane", "11"), ("3399", "Strømsø", "33")]
CHANGES = [
    ("1101", "1199", "whole"),
    ("1111", "1199", "whole"),
    ("3301", "3305", "split"),
    ("3301", "3399", "split"),
    ("4020", "4003", "split"),
    ("4020", "3909", "split"),
]
FACTS = (
    "+fct_participants_by_current_kommune",
    "+fct_participants_by_current_fylke",
    "+fct_participants_per_1000_by_current_kommune",
    "+fct_participants_by_kommune",
    "+fct_participants_by_tiltak",
    "+dim_kommune",
)


def reform(project: Project) -> None:
    """What the README says: end old codes, add new ones, say who went where."""
    kommuner = project.rows("reference/kommuner")
    for line in kommuner:
        if line["kommune_code"] in ENDED and not line["valid_to"]:
            line["valid_to"] = DAY
    empty = dict.fromkeys(kommuner[0], "")
    for code, name, fylke in NEW:
        names = {"official_name": name, "name_nb": name}
        kommuner.append(
            {**empty, **names, "kommune_code": code, "fylke_code": fylke, "valid_from": DAY}
        )
    project.write("reference/kommuner", kommuner)
    changes = project.rows("reference/kommune_changes")
    for old, new, change in CHANGES:
        line = {"old_kommune_code": old, "new_kommune_code": new, "change": change}
        changes.append({"valid_from": DAY, **line})
    project.write("reference/kommune_changes", changes)


@pytest.fixture(scope="module")
def built(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The landed January of 2026 and a made-up one of 2028, after the reform."""
    reform(project)
    valid = [
        Place(line["kommune_code"], line["official_name"], line["fylke_code"])
        for line in project.rows("reference/kommuner")
        if not line["valid_to"]
    ]
    report = made_up("TILT170", 2028, 1, places=(valid, fylker(date(2028, 1, 1))))
    file = tmp_path_factory.mktemp("reports") / "2028.txt"
    file.write_text(to_text(report, between="  ")[0], encoding="utf-8")
    assert extract(["--quiet", "--into", str(project.folder / "seeds/raw"), str(file)]) == 0
    statuses = project.build(*FACTS)
    assert not unexpected(statuses), statuses
    assert statuses["national_totals_are_the_same_on_todays_borders"] == "pass"
    return project


def current(project: Project, place: str, year: int, codes: str) -> list[tuple[object, ...]]:
    return project.query(
        f"select {place}_code, borders, not_comparable_with, participants_min, participants_max"
        f" from marts.fct_participants_by_current_{place}"
        f" where month = '{year}-01-01' and tiltak_code = 'VASV'"
        f" and {place}_code in ({codes}) order by borders, {place}_code"
    )


def printed(project: Project, code: str) -> tuple[object, ...]:
    [row] = project.query(
        "select participants_min, participants_max from intermediate.int_cells_newest"
        f" where month = '2026-01-01' and tiltak_code = 'VASV' and member_code = '{code}'"
    )
    return row


def test_a_merger_is_a_sum(built: Project) -> None:
    [(_, borders, _, low, high)] = current(built, "kommune", 2026, "'1101', '1111', '1199'")
    old = [printed(built, "1101"), printed(built, "1111")]
    assert borders == "current"
    assert (low, high) == (sum(row[0] for row in old), sum(row[1] for row in old))  # type: ignore


def test_successors_of_a_split_have_no_number(built: Project) -> None:
    """Ringerike keeps its code, but has other borders than before."""
    assert current(built, "kommune", 2026, "'3301', '3305', '3399'") == [
        ("3305", "current", "3301", None, None),
        ("3399", "current", "3301", None, None),
        ("3301", "former", None, *printed(built, "3301")),
        ("3305", "former", None, *printed(built, "3305")),
    ]


def test_a_split_inside_a_fylke_costs_the_fylke_nothing(built: Project) -> None:
    assert current(built, "fylke", 2026, "'33'") == [
        ("33", "current", None, *printed(built, "33"))
    ]


def test_fylker_that_a_split_crosses_have_no_number(built: Project) -> None:
    rows = current(built, "fylke", 2026, "'39', '40'")
    assert [row[:3] for row in rows] == [
        ("39", "current", "4020"),
        ("40", "current", "4020"),
        ("39", "former", None),
        ("40", "former", None),
    ]
    assert [row[3] for row in rows[:2]] == [None, None]
    assert all(row[4] >= printed(built, row[0])[0] for row in rows[2:])  # type: ignore


def test_the_months_after_are_as_printed(built: Project) -> None:
    assert not built.query(
        "(select tiltak_code, kommune_code, participants_min, participants_max"
        " from marts.fct_participants_by_kommune where month = '2028-01-01')"
        " except select tiltak_code, kommune_code, participants_min, participants_max"
        " from marts.fct_participants_by_current_kommune where month = '2028-01-01'"
        " and borders = 'current'"
    )


def test_populations_follow(built: Project) -> None:
    rows = built.query(
        "select population_18_66, population_method"
        " from marts.fct_participants_per_1000_by_current_kommune"
        " where month = '2026-01-01' and tiltak_code = 'VASV'"
        " and kommune_code in ('1199', '3399') order by kommune_code"
    )
    known = {
        line["kommune_code"]: int(line["population_18_66"])
        for line in built.rows("reference/population")
        if line["calendar_year"] == "2026"
    }
    assert rows == [(known["1101"] + known["1111"], "exact"), (None, None)]
