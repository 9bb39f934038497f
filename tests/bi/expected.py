"""What the metrics must say, worked out row by row from the marts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from .metricflow import Answer, MetricValue, with_numbers

MartRow = dict[str, Any]
BUCKETS = {"97", "99", "2100", "9999"}
"""NAV's own places, which have no inhabitants."""


@dataclass(frozen=True)
class Fact:
    """A mart, the ending of its metrics, and what they are grouped by beside the month."""

    table: str
    ending: str
    by: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        return "current" in self.ending

    @property
    def has_change(self) -> bool:
        return self.ending not in ("_by_fylke", "_by_kommune")

    @property
    def counted(self) -> str:
        if "report" in self.by[0]:
            return "helper_reports_counted"
        return f"helper_tiltak_counted{self.ending}"

    @property
    def metrics(self) -> list[str]:
        """All of them but shares and rates."""
        names = ["participants", "participants_known", "participants_upper", "suppressed_cells"]
        names += ["not_comparable"] * self.is_current
        names += ["helper_newest_month", "change_on_12_months"] * self.has_change
        return [f"{name}{self.ending}" for name in names] + [self.counted] * self.has_change


def _fact(member: str, table: str = "", ending: str = "") -> Fact:
    ending = ending or f"_by_{member}"
    return Fact(table or f"fct_participants{ending}", ending, ("tiltak", member))


FACTS = (
    Fact("fct_participants_by_tiltak", "", ("tiltak",)),
    Fact("fct_all_tiltak", "_by_report", ("report_series",)),
    _fact("labour_status", "fct_participants"),
    *map(_fact, ("fylke", "kommune", "gender", "age_group", "immigrant_status")),
    *map(_fact, ("birth_region", "education")),
    _fact("fylke", ending="_by_current_fylke"),
    _fact("kommune", ending="_by_current_kommune"),
)


def _year(month: date) -> date:
    return month.replace(month=1)


def _quarter(month: date) -> date:
    return month.replace(month=(month.month - 1) // 3 * 3 + 1)


PERIODS: dict[str, Callable[[date], date]] = {
    "metric_time": lambda month: month,
    "metric_time__month": lambda month: month,
    "metric_time__quarter": _quarter,
    "metric_time__year": _year,
}


def columns(row: MartRow) -> MartRow:
    """The row by the names that queries have for its columns."""
    return {
        {"report_code": "report_series"}.get(name, name.removesuffix("_code")): value
        for name, value in row.items()
    }


def groups(
    rows: Iterable[MartRow], group_by: Sequence[str]
) -> dict[tuple[MetricValue, ...], list[MartRow]]:
    """The rows of each group, of the newest month in each period alone."""
    times = [PERIODS[name] for name in group_by if name in PERIODS]
    newest: dict[date | None, date] = {}
    for row in rows:
        period = times[0](row["month"]) if times else None
        newest[period] = max(newest.get(period, row["month"]), row["month"])
    found: dict[tuple[MetricValue, ...], list[MartRow]] = defaultdict(list)
    for row in rows:
        period = times[0](row["month"]) if times else None
        if row["month"] == newest[period]:
            key = tuple(period if name in PERIODS else row[name] for name in group_by)
            found[key].append(row)
    return found


def total(numbers: Iterable[int | None]) -> int | None:
    """Their sum as SQL has it: of those that are there."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def counts(fact: Fact, rows: Sequence[MartRow]) -> dict[str, Any]:
    """The metrics of one group, by their names without the ending."""
    stars = [row.get("n_suppressed", row["observation_status"] == "suppressed") for row in rows]
    unknown = sum(row["observation_status"] == "not_comparable" for row in rows)
    known, hidden = total(row["participants_min"] for row in rows), total(stars)
    return {
        "participants": known if hidden == 0 and not unknown else None,
        "participants_known": known,
        "participants_upper": None if unknown else total(r["participants_max"] for r in rows),
        "suppressed_cells": hidden,
        "not_comparable": unknown,
        "counted": len({row[fact.by[0]] for row in rows}),
    }


def expected(
    fact: Fact, rows: Sequence[MartRow], group_by: Sequence[str], last_month: date
) -> Answer:
    """The answer to all metrics of the fact, where any report covers `last_month`."""
    found: Answer = {}
    members_of = [name for name in group_by if name not in PERIODS]
    by_month = groups(rows, ["metric_time", *members_of])
    months = {row["month"] for row in rows}
    times = [PERIODS[name] for name in group_by if name in PERIODS]
    for key, members in groups(rows, group_by).items():
        measures = counts(fact, members)
        metrics = {
            f"{name}{fact.ending}": measures[name] for name in measures if name != "counted"
        }
        if fact.has_change:
            metrics[fact.counted] = measures["counted"]
            metrics[f"helper_newest_month{fact.ending}"] = members[0]["month"]
            month = _a_year(members[0]["month"], -1)
            # a period that continues in other facts is compared with months that the fact lacks
            later = [
                _a_year(other, 1)
                for other in months
                if times and other > month and times[0](_a_year(other, 1)) == key[0]
            ]
            then = by_month.get((month, *(members[0][name] for name in members_of)), [])
            then = [] if any(other <= last_month for other in later) else then
            metrics[f"change_on_12_months{fact.ending}"] = change(fact, members, then)
        found[key] = {
            name: float(value) if isinstance(value, int) else value
            for name, value in metrics.items()
            if name in fact.metrics
        }
    return with_numbers(found)


def _a_year(month: date, years: int) -> date:
    return month.replace(year=month.year + years)


def change(fact: Fact, now: Sequence[MartRow], then: Sequence[MartRow]) -> int | None:
    before, after = counts(fact, then), counts(fact, now)
    if before["counted"] != after["counted"]:
        return None
    numbers = before["participants"], after["participants"]
    return None if None in numbers else numbers[1] - numbers[0]


def share_of_women(rows: Sequence[MartRow], group_by: Sequence[str]) -> Answer:
    found: Answer = {}
    for key, members in groups(rows, group_by).items():
        low, high = (
            {g: sum(row[bound] for row in members if row["gender"] == g) for g in "FM"}
            for bound in ("participants_min", "participants_max")
        )
        least, most = _percent(low["F"], high["M"]), _percent(high["F"], low["M"])
        found[key] = {
            "share_of_women": least if low == high else None,
            "share_of_women_at_least": least,
            "share_of_women_at_most": most,
        }
    return with_numbers(found)


def _percent(part: int, other: int) -> float | None:
    return 100 * part / (part + other) if part + other else None


def rates(
    place: str,
    counted: Sequence[MartRow],
    inhabited: Sequence[MartRow],
    group_by: Sequence[str],
) -> Answer:
    """Rates on today's borders, from the rows of the counts and of the rates."""
    fact, ending = _fact(place, ending=f"_by_current_{place}"), f"_by_current_{place}"
    here = groups([row for row in counted if row[place] not in BUCKETS], group_by)
    found: Answer = {}
    for key, rows in groups(inhabited, group_by).items():
        people = {r[place]: r["population_18_66"] for r in rows if r["population_18_66"]}
        inhabitants = sum(people.values())
        measures = counts(fact, here.get(key, []))

        def rate(persons: int | None, of: int = inhabitants) -> float | None:
            return None if persons is None or not of else 1000 * persons / of

        places = "fylker" if place == "fylke" else "kommuner"
        found[key] = {
            f"inhabitants_18_66{ending}": inhabitants or None,
            f"helper_inhabitants_per_current_{place}": (
                inhabitants / len(people) if people else None
            ),
            f"helper_current_{places}_counted": float(len(people)),
            f"participants_per_1000{ending}": rate(measures["participants"]),
            f"participants_per_1000_at_least{ending}": rate(measures["participants_known"]),
            f"participants_per_1000_at_most{ending}": rate(measures["participants_upper"]),
        }
    return with_numbers(found)
