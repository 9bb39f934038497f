"""Reports of 2016 to 2024 in the codes of their time, and their series on today's borders."""

from dataclasses import replace
from datetime import date
from functools import cache
from random import Random
from typing import NamedTuple

import duckdb
import pytest

from extract.__main__ import main as extract
from tests.facsimile.seeds import Place, fylker, kommuner, lines
from tests.facsimile.text import to_text
from tests.facsimile.world import draw, made_up, usual_tiltak

from .conftest import Project, unexpected

pytestmark = pytest.mark.slow

YEARS = (2016, 2019, 2021, 2023, 2024)
PERSONS = (4257, 2500, 40)
TILTAK = ("VATIAROR", "VASV", "VV")
NODES = (
    "+fct_participants_by_current_*",
    "+fct_participants_per_1000_*",
    "+fct_participants_by_kommune",
    "+fct_participants_by_fylke",
    "+fct_participants_by_tiltak",
    "+dim_*",
    "+audit_names",
    "+audit_totals",
    "+audit_kommune_to_fylke",
)
# NAV, SSB and Kartverket spell some names differently
DRIFTED = {2023: ("4601", "Bjørgvin")}
SPLIT = {
    2016: {
        "0720": {"3905", "3907"},
        "1850": {"1806", "1875"},
        "1613": {"5055", "5056", "5059"},
    },
    2019: {"1850": {"1806", "1875"}, "5012": {"5055", "5056", "5059"}},
    2021: {"1507": {"1508", "1580"}},
    2023: {"1507": {"1508", "1580"}},
    2024: {},
}


class PlaceFact(NamedTuple):
    """What a fact says of a place: the bounds, the stars, and the code that was split."""

    known: int | None
    most: int | None
    stars: int | None
    status: str
    split: str | None = None


def places(year: int) -> list[Place]:
    code, name = DRIFTED.get(year, ("", ""))
    valid = kommuner(date(year, 1, 1))
    return [replace(place, name=name) if place.code == code else place for place in valid]


@cache
def people(year: int) -> dict[str, dict[str, int]]:
    """The true counts of January by tiltak and kommune, as `made_up` draws them."""
    ordered = sorted(places(year), key=lambda place: place.print_order)
    persons = dict(zip(usual_tiltak("TILT170"), PERSONS, strict=True))
    world = draw(Random(f"TILT170 {year} 1"), ordered, persons)
    return {
        code: {place.code: counts[0] for place, counts in members.items()}
        for code, members in zip(TILTAK, world.values(), strict=True)
    }


@cache
def today(code: str) -> frozenset[str]:
    """Today's codes of a kommune; a merger that was undone is passed by."""
    changes = [
        line for line in lines("reference/kommune_changes") if line["old_kommune_code"] == code
    ]
    restored = [line for line in changes if line["change"] == "restored"]
    new = {line["new_kommune_code"] for line in restored or changes}
    return frozenset().union(*map(today, new)) if new else frozenset({code})


def printed(counts: list[int], listed: list[bool]) -> PlaceFact:
    """A sum of counts that NAV prints, as `*` below 4, or not at all."""
    known = sum(count for count in counts if count >= 4)
    stars = sum(of < 4 and shown for of, shown in zip(counts, listed, strict=True))
    status = "suppressed" if stars else "observed" if any(listed) else "not_listed"
    return PlaceFact(known, known + 3 * stars, stars, status)


def on_current_kommuner(year: int, tiltak: str) -> dict[tuple[str, str], PlaceFact]:
    world = people(year)
    listed = {code: any(of[code] for of in world.values()) for code in world[tiltak]}
    parts: dict[str, list[str]] = {}
    for code in sorted(world[tiltak]):
        for new in today(code):
            parts.setdefault(new, []).append(code)

    def total(codes: list[str]) -> PlaceFact:
        return printed(
            [world[tiltak][code] for code in codes], [listed[code] for code in codes]
        )

    rows = {}
    for new, codes in parts.items():
        split = [code for code in codes if len(today(code)) > 1]
        if not split:
            rows[new, "current"] = total(codes)
            continue
        rows[new, "current"] = PlaceFact(None, None, None, "not_comparable", " ".join(split))
        rows |= {(code, "former"): total([code]) for code in codes}
    return rows


def on_current_fylker(year: int, tiltak: str) -> dict[tuple[str, str], PlaceFact]:
    """Sums of fylker that NAV prints, or of kommuner where a fylke was divided."""
    world = people(year)
    then = {place.code: place.fylke for place in places(year)}
    now = {place.code: place.fylke for place in kommuner(date(2026, 1, 1))}
    fylke = {code: {now[new] for new in today(code)} for code in then}
    gave = {
        old: set().union(*(fylke[k] for k in then if then[k] == old)) for old in then.values()
    }
    rows = {}
    for new in sorted(set(now.values())):
        codes = [code for code in then if new in fylke[code]]
        undivided = all(len(gave[then[code]]) == 1 for code in codes)
        groups = [[code] for code in codes]
        if undivided:
            olds = sorted({then[code] for code in codes})
            groups = [[code for code in codes if then[code] == old] for old in olds]
        counts = [sum(world[tiltak][code] for code in group) for group in groups]
        listed = [any(of[code] for of in world.values() for code in group) for group in groups]
        rows[new, "current"] = printed(counts, listed)
    return rows


@pytest.fixture(scope="module")
def built(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("reports")
    for year in YEARS:
        in_places = (places(year), fylker(date(year, 1, 1)))
        report = made_up("TILT170", year, 1, 1, places=in_places, persons=PERSONS)
        text, _ = to_text(report, between="  ")
        (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    assert extract(["--quiet", "--into", str(project.folder / "seeds/raw"), str(folder)]) == 0
    statuses = project.build(*NODES)
    assert not unexpected(statuses), statuses
    return project


def served(
    project: Project, place: str, year: int, tiltak: str
) -> dict[tuple[str, str], PlaceFact]:
    rows = project.query(
        f"select {place}_code, borders, participants_min, participants_max, n_suppressed,"
        f" observation_status, not_comparable_with, participants"
        f" from marts.fct_participants_by_current_{place}"
        f" where month = '{year}-01-01' and tiltak_code = '{tiltak}'"
    )
    for *_, known, _, stars, _, _, participants in rows:
        assert participants == (None if stars else known)
    return {(code, borders): PlaceFact(*values[:5]) for code, borders, *values in rows}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("tiltak", TILTAK)
def test_series_on_todays_borders(built: Project, year: int, tiltak: str) -> None:
    assert served(built, "kommune", year, tiltak) == on_current_kommuner(year, tiltak)
    assert served(built, "fylke", year, tiltak) == on_current_fylker(year, tiltak)


def test_the_made_up_counts_try_every_rule() -> None:
    rows = [row for year in YEARS for row in on_current_kommuner(year, "VATIAROR").values()]
    assert {row.status for row in rows} == {
        "observed",
        "suppressed",
        "not_listed",
        "not_comparable",
    }
    assert any(row.known and row.stars for row in rows)
    assert any((row.stars or 0) > 1 for row in rows)


@pytest.mark.parametrize("year", YEARS)
def test_successors_of_a_split_have_no_number(built: Project, year: int) -> None:
    rows = built.query(
        "select not_comparable_with, kommune_code"
        " from marts.fct_participants_by_current_kommune"
        f" where observation_status = 'not_comparable' and month = '{year}-01-01'"
        " and tiltak_code = 'VASV'"
    )
    assert sorted(rows) == sorted(
        (old, new) for old, many in SPLIT[year].items() for new in many
    )


@pytest.mark.parametrize("place", ["kommune", "fylke"])
def test_todays_months_are_as_printed(built: Project, place: str) -> None:
    columns = (
        f"month, tiltak_code, {place}_code, participants, participants_min, participants_max"
    )
    columns += ", observation_status"
    assert not built.query(
        f"(select {columns} from marts.fct_participants_by_{place} where month >= '2024-01-01')"
        f" except select {columns} from marts.fct_participants_by_current_{place}"
    )


def test_divided_fylker_are_built_from_kommuner(built: Project) -> None:
    rows = built.query(
        "select part_breakdown, string_agg(distinct current_code, ' ' order by current_code)"
        " from intermediate.int_cells_placed"
        " where borders_of = 'fylke' and month = '2021-01-01' group by part_breakdown"
    )
    assert dict(rows) == {
        "fylke": "03 11 15 18 34 42 46 50 97 99",
        "kommune": "31 32 33 39 40 55 56",
    }


@pytest.mark.parametrize(("year", "number"), [(2019, 422), (2021, 356), (2024, 357)])
def test_not_listed_is_valid_and_not_printed(built: Project, year: int, number: int) -> None:
    rows = built.query(
        "select kommune_code, observation_status, participants"
        f" from marts.fct_participants_by_kommune where month = '{year}-01-01'"
        " and tiltak_code = 'VASV'"
    )
    world = people(year)
    nobody = {code for code in world["VASV"] if not any(of[code] for of in world.values())}
    assert len(rows) == number + 2  # Svalbard and Ukjent
    assert {code for code, *_ in rows} == set(world["VASV"])
    assert {code for code, status, _ in rows if status == "not_listed"} == nobody
    assert {count for _, status, count in rows if status == "not_listed"} == {0}


@pytest.mark.parametrize(
    ("code", "fylke", "now", "all_now", "fylke_now"),
    [
        ("1902", "19", "5501", "5501", "55"),
        ("1534", "15", "1580", "1580", "15"),
        ("1507", "15", None, "1508 1580", "15"),
        ("0720", "07", None, "3905 3907", "39"),
        ("1850", "18", None, "1806 1875", "18"),
        ("1613", "16", None, "5055 5056 5059", "50"),
        ("1567", "15", "5061", "5061", "50"),
        ("0301", "03", "0301", "0301", "03"),
    ],
)
def test_a_kommune_knows_its_codes_today(
    built: Project, code: str, fylke: str, now: str | None, all_now: str, fylke_now: str
) -> None:
    assert built.query(
        "select fylke_code, current_kommune_code, current_kommune_codes, current_fylke_code"
        f" from marts.dim_kommune where kommune_code = '{code}'"
    ) == [(fylke, now, all_now, fylke_now)]


def test_a_fylke_knows_its_codes_today(built: Project) -> None:
    rows = built.query(
        "select fylke_code, current_fylke_code, current_fylke_codes from marts.dim_fylke"
        " where fylke_code in ('15', '19', '30')"
    )
    assert sorted(rows) == [("15", "15", "15 50"), ("19", "55", "55"), ("30", None, "31 32 33")]


POPULATION = {
    (int(line["calendar_year"]), line["kommune_code"]): int(line["population_18_66"])
    for line in lines("reference/population")
}


@pytest.mark.parametrize(
    ("year", "place", "code", "parts"),
    [
        (2021, "kommune", "3024", ["3201"]),
        (2021, "kommune", "1507", ["1508", "1580"]),
        (2019, "kommune", "1534", ["1580"]),
        (2019, "kommune", "1504", None),
        (2019, "kommune", "5012", None),
        (2024, "kommune", "1580", ["1580"]),
        (2021, "current_kommune", "1580", ["1580"]),
        (2016, "current_kommune", "5501", ["5501"]),
        (2019, "fylke", "03", ["0301"]),
        (2019, "fylke", "15", None),
        (2024, "kommune", "2100", None),
    ],
)
def test_population_is_known_where_borders_are(
    built: Project, year: int, place: str, code: str, parts: list[str] | None
) -> None:
    column = place.removeprefix("current_")
    [row] = built.query(
        "select population_18_66, population_method"
        f" from marts.fct_participants_per_1000_by_{place}"
        f" where month = '{year}-01-01' and {column}_code = '{code}' and tiltak_code = 'VASV'"
    )
    method = "exact" if year >= 2024 else "estimated"
    people = sum(POPULATION[year, part] for part in parts or [])
    assert row == ((people, method) if parts else (None, None))


@pytest.mark.parametrize("place", ["kommune", "fylke", "current_kommune", "current_fylke"])
def test_rates(built: Project, place: str) -> None:
    rows = built.query(
        "select extract(year from month), participants, population_18_66, participants_per_1000"
        f" from marts.fct_participants_per_1000_by_{place}"
    )
    for _, count, inhabitants, rate in rows:
        if count is None or inhabitants is None:
            assert rate is None
        else:
            assert float(rate) == pytest.approx(1000 * count / inhabitants, abs=0.0005)
    complete = sum(year == 2024 and inhabitants is not None for year, _, inhabitants, _ in rows)
    assert complete == len(TILTAK) * (357 if "kommune" in place else 15)


def test_population_of_fylker_is_that_of_their_kommuner(built: Project) -> None:
    rows = built.query(
        "select fylke_code, population_18_66 from marts.fct_participants_per_1000_by_fylke"
        " where month = '2021-01-01' and tiltak_code = 'VASV' and population_18_66 is not null"
    )
    then = {place.code: place.fylke for place in kommuner(date(2021, 1, 1))}
    expected: dict[str, int] = {}
    for code in then:
        for new in today(code):
            if (2021, new) in POPULATION:
                expected[then[code]] = expected.get(then[code], 0) + POPULATION[2021, new]
    assert dict(rows) == expected


def test_months_in_which_codes_change_are_breaks(built: Project) -> None:
    rows = built.query(
        "select cast(month as varchar), series_break_note_nb, series_break_note_en,"
        " series_break_source"
        " from marts.dim_month where is_series_break order by month"
    )
    assert [month[:7] for month, *_ in rows] == [
        f"{year}-01" for year in (2017, 2018, 2019, 2020, 2024)
    ]
    assert all(all(texts) for _, *texts in rows)
    changed = {line["valid_from"] for line in lines("reference/kommune_changes")}
    assert changed == {month for month, *_ in rows}


def test_other_breaks_name_what_they_concern(built: Project) -> None:
    rows = built.query(
        "select distinct cast(month as varchar), breakdown, member_code,"
        " report_code = 'TILT170'"
        " from marts.dim_series_break where breakdown not in ('fylke', 'kommune') order by all"
    )
    assert rows == [
        ("2025-04-01", "labour_status", "JOB_SEEKER", False),
        ("2025-04-01", "labour_status", "OTHER", False),
    ]


def test_names_that_differ_are_listed_and_do_not_matter(built: Project) -> None:
    rows = built.query(
        "select left(report_id, 12), member_code, printed_name, holds"
        " from audit.audit_names where not is_match"
    )
    assert sorted(rows) == [
        ("TILT170_2023", *DRIFTED[2023], True),
        ("TILT170_2026", "5025", "Røros - Rossen", True),
    ]


def test_every_guard_finds_what_is_wrong(built: Project) -> None:
    guards = [
        "national_totals_are_the_same_on_todays_borders",
        "suppressed_sum_fct_participants_by_current_fylke_",
        "every_date_has_its_number_of_kommuner",
        "every_kommune_is_in_a_valid_fylke",
        "every_place_has_a_population",
        "every_count_has_one_place_on_todays_borders",
        "every_code_that_ends_goes_on",
        "populations_count_everybody_once",
    ]
    with duckdb.connect(str(built.folder / "nav_tilt.duckdb")) as connection:
        for change in (
            "delete from marts.fct_participants_by_current_kommune"
            " where kommune_code = '1507' and month = '2021-01-01'",
            "update marts.fct_participants_by_current_fylke set participants_min = 1"
            " where observation_status = 'suppressed'",
            "update marts.dim_kommune set valid_to = '2022-01-01' where kommune_code = '0301'",
            "update marts.dim_fylke set valid_from = '2025-01-01' where fylke_code = '31'",
            "update intermediate.int_participants_per_1000 set population_18_66 = null"
            " where code = '0301'",
            "delete from intermediate.int_cells_placed where part_code = '1507'",
            "insert into reference.kommuner by name"
            " select * replace (date '2025-01-01' as valid_from) from reference.kommuner"
            " where kommune_code = '1580'",
            "insert into reference.population by name"
            " select * replace ('1507' as kommune_code) from reference.population"
            " where kommune_code = '1508' and calendar_year = 2021",
        ):
            connection.execute(change)
    statuses = built.build(*guards)
    assert {name: statuses[name] for name in guards} == dict.fromkeys(guards, "fail")
    # dbt skips the others where this one fails
    seeds = "spells_of_a_code_follow_each_other"
    assert built.build(seeds)[seeds] == "fail"


SUMS = [
    ("9, 9, 9, 0, 'observed', null", "pass"),
    ("null, 9, 15, 2, 'suppressed', null", "pass"),
    ("0, 0, 0, 0, 'not_listed', null", "pass"),
    ("null, null, null, null, 'not_comparable', '1507'", "pass"),
    ("9, 9, 12, 1, 'suppressed', null", "fail"),
    ("null, 9, 14, 2, 'suppressed', null", "fail"),
    ("null, 10, 15, 2, 'suppressed', null", "fail"),
    ("null, 9, 9, 0, 'suppressed', null", "fail"),
    ("3, 3, 3, 0, 'observed', null", "fail"),
    ("9, 9, 12, 1, 'observed', null", "fail"),
    ("5, null, null, null, 'not_comparable', '1507'", "fail"),
    ("null, 5, 9, null, 'not_comparable', '1507'", "fail"),
    ("null, null, null, null, 'not_comparable', null", "fail"),
    ("9, 9, 9, 0, cast(null as varchar), null", "fail"),
]


def test_suppressed_sum(project: Project) -> None:
    names = "participants participants_min participants_max n_suppressed observation_status"
    columns = [*names.split(), "not_comparable_with"]
    folder = project.folder / "models/intermediate"
    tested = []
    for i, (row, _) in enumerate(SUMS):
        values = zip(row.split(", "), columns, strict=True)
        select = ", ".join(f"{value} as {column}" for value, column in values)
        (folder / f"sum_{i:02}.sql").write_text(f"select {select}\n")
        tested.append(f"{{name: sum_{i:02}, data_tests: [suppressed_sum]}}")
    (folder / "sums.yml").write_text(f"models: [{', '.join(tested)}]\n", encoding="utf-8")
    statuses = project.build("sum_*")
    for i, (_, expected) in enumerate(SUMS):
        assert statuses[f"suppressed_sum_sum_{i:02}_"] == expected, SUMS[i]
