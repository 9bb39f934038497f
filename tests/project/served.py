"""What the rows of `marts` say of the counts that they are made of."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import duckdb
import numpy as np

from tools.disclosure.audit import Attacked
from tools.disclosure.figures import Figures
from tools.disclosure.system import Sums


class ServedCell(NamedTuple):
    """A figure of a month, its first day as text. `ALL` is a total."""

    month: str
    breakdown: str
    tiltak: str
    member: str


Key = tuple[str, ServedCell]
"""A figure as one report prints it: the report_id and the cell."""
ServedSum = tuple[Sequence[Key], int, int]
"""The counts that a row adds up, and the least and most persons that it says they are."""

BOUNDS = ("", "_min", "_max")
COUNTS = {
    "participants",
    "participants_min",
    "participants_max",
    "previous_participants",
    "participants_per_1000",
    "participants_per_1000_min",
    "participants_per_1000_max",
    "ytd_average",
    "ytd_average_min",
    "ytd_average_max",
}
"""Columns of the facts that speak of counts."""
HARMLESS = {
    *("n_suppressed", "population_18_66", "calendar_year"),
    *("page", "row_no", "is_total", "is_repeated_total"),
    # of the counts in the same fact and nothing else: its test change_of_counts
    *(f"change_on_{period}{bound}" for period in ("month", "year") for bound in BOUNDS),
    *("is_comparable_on_month", "is_comparable_on_year"),
}
"""Other numbers of the facts: stars, which NAV prints, inhabitants, places on a page."""
NO_COUNTS = {"fct_population", "fct_printed_cells", "fct_change"}
"""Facts without counts of their own: what is printed, as text, and counts of other facts."""


def unknown_numbers(warehouse: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Tables and numeric columns of facts that `served` does not understand."""
    columns = warehouse.execute(
        "select table_name, column_name from duckdb_columns()"
        " where schema_name = 'marts' and table_name not like 'dim_%'"
        " and data_type not in ('VARCHAR', 'DATE') order by all"
    ).fetchall()
    return [(t, c) for t, c in columns if c not in COUNTS | HARMLESS]


def served(warehouse: duckdb.DuckDBPyConnection) -> Iterator[ServedSum]:
    """What every row of every fact says."""
    tables = warehouse.execute(
        "select table_name from duckdb_tables()"
        " where schema_name = 'marts' and table_name not like 'dim_%' order by all"
    ).fetchall()
    for (table,) in tables:
        if table in NO_COUNTS:
            continue
        relation = warehouse.table(f"marts.{table}")
        rows = [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
        if "ytd_average" in table:
            yield from _averages(warehouse, rows)
        elif table.startswith("fct_all_tiltak_by") and "labour_status" not in table:
            yield from _sums_over_tiltak(warehouse, table, rows)
        elif "current" in table:
            yield from _sums(warehouse, table, rows)
        else:
            yield from _cells(table, rows)


FactRow = dict[str, object]


def _number(value: object) -> int:
    assert isinstance(value, int)
    return value


def _said(row: FactRow) -> Iterator[tuple[int, int]]:
    """The bounds that the measures of a row give its count."""
    if row["participants"] is not None:
        yield _number(row["participants"]), _number(row["participants"])
    if row.get("participants_min") is not None:
        yield _number(row["participants_min"]), _number(row["participants_max"])
    if row.get("participants_per_1000_min") is not None:
        least, _ = _persons(row, "participants_per_1000_min")
        _, most = _persons(row, "participants_per_1000_max")
        yield least, most
    if row.get("participants_per_1000") is not None:
        yield _persons(row, "participants_per_1000")


def _persons(row: FactRow, rate: str) -> tuple[int, int]:
    """The least and most persons that a rounded rate can be of."""
    persons = float(str(row[rate])) * _number(row["population_18_66"]) / 1000
    slack = 0.0005 * _number(row["population_18_66"]) / 1000
    return math.ceil(persons - slack - 1e-6), math.floor(persons + slack + 1e-6)


def _cell(table: str, row: FactRow) -> ServedCell:
    """The cell that a row of a fact with one count per row is."""
    if "breakdown" in row:
        place = row["breakdown"], row["tiltak_code"], row["member_code"]
        if row["breakdown"] == "all":
            place = "tiltak", "ALL", "ALL"
        elif row["breakdown"] == "all_by_labour_status":
            place = "labour_status", "ALL", row["member_code"]
    elif table == "fct_all_tiltak":
        place = "tiltak", "ALL", "ALL"
    elif table == "fct_all_tiltak_by_labour_status":
        place = "labour_status", "ALL", row["labour_status_code"]
    elif table == "fct_participants_by_tiltak":
        place = "tiltak", row["tiltak_code"], "ALL"
    else:
        known = {"month", "tiltak_code", "report_id"}
        [column] = [name for name in row if name.endswith("_code") and name not in known]
        place = column.removesuffix("_code"), row["tiltak_code"], row[column]
    return ServedCell(str(row["month"]), *map(str, place))


def _cells(table: str, rows: Sequence[FactRow]) -> Iterator[ServedSum]:
    for row in rows:
        cell = _cell(table, row)
        for bounds in _said(row):
            yield ([(str(row["report_id"]), cell)], *bounds)
        if row.get("previous_participants") is not None:
            before = _number(row["previous_participants"])
            yield [(str(row["previous_report_id"]), cell)], before, before


def _averages(
    warehouse: duckdb.DuckDBPyConnection, rows: Sequence[FactRow]
) -> Iterator[ServedSum]:
    months: dict[str, list[str]] = defaultdict(list)
    for report_id, month in warehouse.execute(
        "select distinct report_id, month from intermediate.int_cells_printed"
    ).fetchall():
        months[report_id].append(str(month))
    for row in rows:
        report_id = str(row["report_id"])
        place = str(row["breakdown"]), str(row["tiltak_code"]), str(row["member_code"])
        keys = [(report_id, ServedCell(month, *place)) for month in months[report_id]]
        value = None if row["ytd_average"] is None else _number(row["ytd_average"])
        if value is not None:
            yield (keys, *sum_of_months(value, value, len(keys)))
        least, most = _number(row["ytd_average_min"]), _number(row["ytd_average_max"])
        # what a star of an average may be: below 4 before or after rounding
        most_before = 4 * len(keys) - 1 if value is None and most == 3 else 0
        low, high = sum_of_months(least, most, len(keys))
        yield keys, low, max(high, most_before)


def sum_of_months(least: int, most: int, months: int) -> tuple[int, int]:
    """What the months add up to when their mean is rounded to `least` to `most`.

    >>> sum_of_months(4, 4, 3)
    (11, 13)
    """
    return max(0, -((months - 2 * least * months) // 2)), (months + 2 * most * months) // 2


def _sums(
    warehouse: duckdb.DuckDBPyConnection, table: str, rows: Sequence[FactRow]
) -> Iterator[ServedSum]:
    """Rows on today's borders: the sums of the parts that were placed there."""
    borders_of = table.rpartition("_")[2]
    parts: dict[tuple[str, ...], set[Key]] = defaultdict(set)
    for row in warehouse.execute(
        "select strftime(month, '%Y-%m-%d'), tiltak_code, current_code, former_code,"
        " is_comparable, part_breakdown, part_code, report_id"
        " from intermediate.int_cells_placed where borders_of = ?",
        [borders_of],
    ).fetchall():
        month, tiltak, current, former, is_comparable, breakdown, code, report_id = row
        key = (report_id, ServedCell(month, breakdown, tiltak, code))
        parts[month, tiltak, "current", current].add(key)
        if not is_comparable:
            parts[month, tiltak, "former", former].add(key)
    for served_row in rows:
        place = str(served_row["month"]), str(served_row["tiltak_code"])
        borders, code = served_row.get("borders", "current"), served_row[f"{borders_of}_code"]
        for bounds in _said(served_row):
            yield (sorted(parts[(*place, str(borders), str(code))]), *bounds)


def _sums_over_tiltak(
    warehouse: duckdb.DuckDBPyConnection, table: str, rows: Sequence[FactRow]
) -> Iterator[ServedSum]:
    """Rows over all tiltak of a report: the sums of the cells of a place."""
    breakdown = table.removeprefix("fct_all_tiltak_by_")
    borders_of = breakdown.removeprefix("current_")
    parts: dict[tuple[str, ...], set[Key]] = defaultdict(set)
    left_out: dict[tuple[str, ...], int] = defaultdict(int)
    for row in warehouse.execute(
        "select strftime(month, '%Y-%m-%d'), report_code, code, former_code, part_code,"
        " is_place_comparable, tiltak_code, report_id, n_left_out"
        " from intermediate.int_all_tiltak_parts where breakdown = ?",
        [breakdown],
    ).fetchall():
        month, report, code, former, part, is_comparable, tiltak, report_id, n = row
        printed = "kommune" if len(part) == 4 else "fylke"
        key = (report_id, ServedCell(month, printed, tiltak, part))
        for place in [(month, report, "current", code)] + [
            (month, report, "former", former)
        ] * (not is_comparable):
            parts[place].add(key)
            left_out[place] = n
    for served_row in rows:
        place = (
            str(served_row["month"]),
            str(served_row["report_code"]),
            str(served_row.get("borders", "current")),
            str(served_row[f"{borders_of}_code"]),
        )
        hidden = 3 * left_out[place] * len({cell.member for _, cell in parts[place]})
        for low, high in _said(served_row):
            yield sorted(parts[place]), low - hidden, high


def keys_of(figures: Figures) -> dict[Key, int]:
    """The line of each figure by its key."""
    return {
        (
            figures.reports[figures.report[line]].report_id,
            ServedCell(
                f"{figures.reports[figures.report[line]].year}-{figures.month[line]:02}-01",
                figures.breakdowns[figures.breakdown[line]],
                figures.tiltaks[figures.tiltak[line]],
                figures.members[figures.member[line]],
            ),
        ): line
        for line in range(len(figures.report))
    }


def as_sums(
    rows: Iterable[ServedSum],
    found: Mapping[str, Attacked],
    lines: Mapping[str, Mapping[Key, int]],
) -> dict[str, Sums]:
    """What the rows say of each series and year, as sums of its system."""
    year_of = {key: year for year, keys in lines.items() for key in keys}
    entries: dict[str, list[tuple[int, int]]] = defaultdict(list)
    bounds: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for keys, low, high in rows:
        year = year_of[keys[0]]
        for key in keys:
            count = found[year].tables.count[lines[year][key]]
            entries[year].append((len(bounds[year]), int(count)))
        bounds[year].append((low, high))
    sums = {}
    for year in entries:
        row, count = np.array(entries[year], np.int64).T
        least, most = np.array(bounds[year], np.int64).T
        sums[year] = Sums.grouped(row, count, np.ones_like(row), least, most)
    return sums
