"""Every metric says what the marts say, and none is one number over a `*`."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import duckdb
import pytest

from .conftest import ServedProject
from .expected import (
    BUCKETS,
    FACTS,
    Fact,
    MartRow,
    columns,
    expected,
    groups,
    rates,
    share_of_women,
)
from .metricflow import Answer, Ask, by_program, engine, written

RowsByMart = dict[str, list[MartRow]]
PLACES = ("fylke", "kommune")
LAST_MONTH = date(2024, 4, 1)
"""The last that a landed report covers: TILT100."""


@pytest.fixture(scope="module")
def marts(served: ServedProject) -> RowsByMart:
    """The rows of every fact that metrics are asked of."""
    names = {fact.table for fact in FACTS}
    names |= {f"fct_participants_per_1000_by_current_{place}" for place in PLACES}
    with duckdb.connect(str(served.database), read_only=True) as connection:
        fylker = dict(
            connection.sql("select kommune_code, fylke_code from marts.dim_kommune").fetchall()
        )
        return {name: list(_rows(connection, name, fylker)) for name in names}


def _rows(
    connection: duckdb.DuckDBPyConnection, table: str, fylker: dict[str, str]
) -> Iterator[MartRow]:
    relation = connection.table(f"marts.{table}")
    for values in relation.fetchall():
        row = columns(dict(zip(relation.columns, values, strict=True)))
        yield row | {"kommune__fylke": fylker.get(row.get("kommune", ""))}


@pytest.fixture(scope="module")
def ask(served: ServedProject, marts: RowsByMart) -> Iterator[Ask]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("NAV_TILT_TARGET", "read")
        with engine(served) as ask:
            yield ask


def groupings(*by: str) -> list[list[str]]:
    """By nothing, by time alone, and by all with and without time."""
    times = [[], ["metric_time"], ["metric_time__year"]]
    dimensions = [[], *([name] for name in by), [*by]]
    return [[*time, *names] for time in times for names in dimensions]


def cases() -> Iterator[tuple[Fact, list[str]]]:
    for fact in FACTS:
        extra = ["kommune__fylke"] if "kommune" in fact.by else []
        for group_by in groupings(*fact.by, *extra):
            yield fact, group_by


def same(found: Answer, wanted: Answer) -> None:
    assert found.keys() == wanted.keys()
    for key, metrics in wanted.items():
        for name, value in metrics.items():
            is_near = isinstance(value, float) and found[key][name] is not None
            assert found[key][name] == (pytest.approx(value) if is_near else value), (key, name)


def named(metrics: Sequence[str], fact: Fact, group_by: Sequence[str]) -> list[str]:
    """Those that can be asked: an offset needs a time."""
    timed = any(name.startswith("metric_time") for name in group_by)
    return [name for name in metrics if timed or "change" not in name]


@pytest.mark.parametrize(
    ("fact", "group_by"), cases(), ids=lambda of: of.ending if isinstance(of, Fact) else None
)
def test_metrics_of_a_fact(
    ask: Ask, marts: RowsByMart, fact: Fact, group_by: list[str]
) -> None:
    metrics = named(fact.metrics, fact, group_by)
    wanted = {
        key: {name: measures[name] for name in metrics}
        for key, measures in expected(fact, marts[fact.table], group_by, LAST_MONTH).items()
    }
    same(ask(metrics, group_by), wanted)
    assert wanted


@pytest.mark.parametrize("group_by", groupings("tiltak"))
def test_share_of_women(ask: Ask, marts: RowsByMart, group_by: list[str]) -> None:
    wanted = share_of_women(marts["fct_participants_by_gender"], group_by)
    same(ask(SHARES, group_by), wanted)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("by", [(), ("tiltak",), ("place",), ("tiltak", "place")])
@pytest.mark.parametrize("time", [(), ("metric_time",), ("metric_time__year",)])
def test_rates(
    ask: Ask, marts: RowsByMart, place: str, by: tuple[str, ...], time: tuple[str, ...]
) -> None:
    group_by = [*time, *(place if name == "place" else name for name in by)]
    inhabited = marts[f"fct_participants_per_1000_by_current_{place}"]
    counted = marts[f"fct_participants_by_current_{place}"]
    same(ask(rate_metrics(place), group_by), rates(place, counted, inhabited, group_by))


SHARES = ["share_of_women", "share_of_women_at_least", "share_of_women_at_most"]


def rate_metrics(place: str) -> list[str]:
    names = ["inhabitants_18_66", "participants_per_1000"]
    names += ["participants_per_1000_at_least", "participants_per_1000_at_most"]
    places = {"fylke": "fylker", "kommune": "kommuner"}[place]
    return [f"{name}_by_current_{place}" for name in names] + [
        f"helper_inhabitants_per_current_{place}",
        f"helper_current_{places}_counted",
    ]


def test_every_metric_is_asked(served: ServedProject) -> None:
    asked = {name for fact in FACTS for name in fact.metrics}
    asked |= {*SHARES, *rate_metrics("fylke"), *rate_metrics("kommune")}
    assert {metric.name for metric in served.project.manifest().metrics.values()} == asked


def test_helpers_are_what_other_metrics_need(served: ServedProject) -> None:
    """A metric that answers no question of its own has a name that says so."""
    metrics = served.project.manifest().metrics.values()
    needed = {part.name for metric in metrics for part in metric.type_params.metrics or ()}
    helpers = {metric.name for metric in metrics if metric.name.startswith("helper_")}
    assert helpers
    assert helpers <= needed
    listed = served.run("mf list metrics --search participants")
    assert "participants_by_kommune:" in listed
    assert "helper_" not in listed


def test_groupings_by_code_are_listed(served: ServedProject) -> None:
    listed = served.run("mf list dimensions --metrics participants_by_kommune").split()
    assert {"kommune__code", "kommune__fylke__code", "tiltak__code"} <= set(listed)
    listed = served.run("mf list dimensions --metrics participants_by_report").split()
    assert "participants_by_report__report_code" in listed


@pytest.mark.parametrize("member", [fact.by[-1] for fact in FACTS if fact.by[0] == "tiltak"])
def test_a_code_is_the_key_of_its_name(ask: Ask, member: str) -> None:
    [fact] = [f for f in FACTS if f.by[-1] == member and not f.is_current]
    metric = f"participants_known{fact.ending}"
    by_key = ask([metric], ["metric_time", member])
    assert ask([metric], ["metric_time", f"{member}__code"]) == by_key


SAVED = (
    *("participants_by_month", "rate_by_kommune", "rate_by_fylke"),
    *("women_by_tiltak", "age_by_tiltak"),
)


def test_all_saved_queries_are_asked(served: ServedProject) -> None:
    saved = served.project.manifest().saved_queries.values()
    assert sorted(query.name for query in saved) == sorted(SAVED)


@pytest.mark.parametrize("name", SAVED)
def test_a_saved_query_begins_with_numbers(served: ServedProject, name: str) -> None:
    _, *rows = written(served, f"--saved-query {name}")
    assert len(rows) > 10
    assert all(rows[0])
    if name == "rate_by_kommune":
        least = [float(row[2]) for row in rows]
        assert least == sorted(least, reverse=True)
        assert least[0] > 0
        assert not {"2100", "9999"} & {row[0] for row in rows}


@pytest.mark.parametrize("place", PLACES)
def test_a_list_of_rates_has_no_empty_row(served: ServedProject, place: str) -> None:
    """NAV's own places have no inhabitants: they came first, without a number."""
    metric = f"participants_per_1000_at_least_by_current_{place}"
    _, *rows = written(served, f"--metrics {metric} --group-by {place}")
    assert len(rows) > 10
    assert [row for row in rows if row[0] in BUCKETS or not all(row)] == []


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.ending)
def test_a_star_takes_the_number_away(ask: Ask, marts: RowsByMart, fact: Fact) -> None:
    metrics = [f"{name}{fact.ending}" for name in ("participants", "suppressed_cells")]
    by_members = ask(metrics, ["metric_time", *fact.by])
    over_members = ask(metrics, ["metric_time"])
    hidden = 0
    for measures in (*by_members.values(), *over_members.values()):
        participants, stars = measures.values()
        assert participants is None or stars == 0
        hidden += bool(stars)
    # NAV prints no region of birth for the few of VVA
    assert hidden or fact.ending in ("_by_report", "_by_birth_region")


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.ending)
def test_stocks_of_months_are_never_added(ask: Ask, marts: RowsByMart, fact: Fact) -> None:
    metric = f"participants_known{fact.ending}"
    by_month: dict[date, int] = {}
    for row in marts[fact.table]:
        if row.get("report_series") != "TILT100":
            least = row["participants_min"] or 0
            by_month[row["month"]] = by_month.get(row["month"], 0) + least
    assert len(by_month) >= 13
    assert ask([metric]) == {(): {metric: by_month[max(by_month)]}}
    years = {month.year: by_month[month] for month in sorted(by_month)}
    assert ask([metric], ["metric_time__year"]) == {
        (date(year, 1, 1),): {metric: known} for year, known in years.items()
    }


def test_change_is_that_of_twelve_months(ask: Ask, marts: RowsByMart) -> None:
    """March 2024 less March 2023 also in the year 2024: not less December."""
    rows = marts["fct_participants_by_tiltak"]
    printed = {(row["month"], row["tiltak"]): row["participants"] for row in rows}
    now, then = printed[date(2024, 3, 1), "VASV"], printed[date(2023, 3, 1), "VASV"]
    assert now - then != now - printed[date(2023, 12, 1), "VASV"]
    found = ask(["change_on_12_months"], ["metric_time", "tiltak"])
    assert found[date(2024, 3, 1), "VASV"] == {"change_on_12_months": now - then}
    found = ask(["change_on_12_months"], ["metric_time__quarter", "tiltak"])
    assert found[date(2024, 1, 1), "VASV"] == {"change_on_12_months": now - then}


def test_change_of_a_year_that_goes_on_elsewhere_is_no_number(ask: Ask) -> None:
    """TILT100 is landed for April 2024: April 2023 is no match for March 2024."""
    assert ask(["change_on_12_months"], ["metric_time__year", "tiltak"]) == {}


def test_a_report_that_is_landed_later_is_no_growth(ask: Ask) -> None:
    """TILT110 is landed for January and February 2024 alone."""
    found = ask(["change_on_12_months", "helper_tiltak_counted"], ["metric_time"])
    change = {month: measures["change_on_12_months"] for (month,), measures in found.items()}
    counted = {month: measures["helper_tiltak_counted"] for (month,), measures in found.items()}
    assert counted[date(2024, 1, 1)] == 5
    assert counted[date(2023, 1, 1)] == 3
    assert change[date(2024, 1, 1)] is None


def test_main_groups_are_added_to_nothing(served: ServedProject, ask: Ask) -> None:
    printed = "select distinct tiltak_code from marts.fct_main_groups"
    assert "G_" in served.run(f'.venv/bin/duckdb -readonly nav_tilt.duckdb "{printed}"')
    found = ask(["participants_known"], ["metric_time", "tiltak"])
    assert not any(str(tiltak).startswith("G_") for _, tiltak in found)
    by_report = ask(["participants_known_by_report"], ["metric_time", "report_series"])
    assert {series for _, series in by_report} == {"TILT110", "TILT170"}


@pytest.mark.parametrize(
    ("metric", "group_by"),
    [
        ("participants_by_gender", "fylke"),
        ("participants_by_fylke", "kommune"),
        ("participants", "age_group"),
        ("share_of_women", "kommune"),
    ],
)
def test_what_no_report_crosses_is_refused(ask: Ask, metric: str, group_by: str) -> None:
    with pytest.raises(Exception, match="does not match any of the available group-by-items"):
        ask([metric], [group_by])


def test_change_without_a_month_is_refused(ask: Ask) -> None:
    with pytest.raises(Exception, match="do not include 'metric_time'"):
        ask(["change_on_12_months"], ["tiltak"])


def test_names_and_filters(ask: Ask, marts: RowsByMart) -> None:
    """By the name of a dimension, and where one of its members is chosen."""
    metric = "participants_known_by_kommune"
    rows = [row for row in marts["fct_participants_by_kommune"] if row["kommune"] == "0301"]
    wanted = {
        key: {metric: float(sum(row["participants_min"] for row in members))}
        for key, members in groups(rows, ["metric_time"]).items()
    }
    named = ask(
        [metric], ["metric_time", "kommune__name_nb"], "{{ Entity('kommune') }} = '0301'"
    )
    assert named == {(month, "Oslo"): measures for (month,), measures in wanted.items()}


@pytest.mark.parametrize(
    ("metrics", "group_by"),
    [
        (["participants", "participants_known", "participants_upper"], ["metric_time"]),
        (["suppressed_cells_by_gender", "share_of_women"], ["metric_time", "tiltak"]),
        (["participants_per_1000_by_current_fylke"], ["metric_time", "tiltak", "fylke"]),
        (["change_on_12_months_by_age_group"], ["metric_time", "tiltak", "age_group"]),
    ],
)
def test_the_program_mf_says_the_same(
    served: ServedProject, ask: Ask, metrics: list[str], group_by: list[str]
) -> None:
    def numbers(value: Any) -> Any:
        return float(value) if isinstance(value, str) else value

    written = {
        key: {name: numbers(value) for name, value in measures.items()}
        for key, measures in by_program(served, metrics, group_by).items()
    }
    same(ask(metrics, group_by), written)
    assert written
