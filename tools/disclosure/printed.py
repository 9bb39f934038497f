"""What the landed reports print, read from the warehouse."""

from dataclasses import dataclass, field
from typing import NamedTuple

import duckdb

MOST_HIDDEN = 3
"""The most that a `*` can stand for, in persons."""


class Cell(NamedTuple):
    """A figure of a month. `ALL` as tiltak or member is the total over them."""

    month: str
    breakdown: str
    tiltak: str
    member: str


class Average(NamedTuple):
    """A printed year-to-date average: its row and the figure, None for `*`."""

    breakdown: str
    tiltak: str
    member: str
    printed: int | None


@dataclass
class Vintage:
    """One landed report. A row that is not listed has the figure 0, a `*` None."""

    report_id: str
    report_code: str
    figures: dict[Cell, int | None] = field(default_factory=dict)
    averages: list[Average] = field(default_factory=list)

    def months(self) -> list[str]:
        """The months covered, first days as text."""
        return sorted({cell.month for cell in self.figures})


FIGURES = """
    with figures as (
        select report_id, month, breakdown, tiltak_code, member_code, participants
        from intermediate.int_cells_with_absent
        union all
        select report_id, month, breakdown, tiltak_code, member_code, participants
        from intermediate.int_cells_printed
        where breakdown = 'labour_status' and is_total
    )
    select * replace (strftime(month, '%Y-%m-%d') as month) from figures order by all
"""
AVERAGES = """
    select report_id, breakdown, tiltak_code, member_code, ytd_average
    from intermediate.int_rows_resolved
    -- the totals of the other sections are those of the section Tiltak again
    where not is_total or breakdown in ('tiltak', 'labour_status')
    order by all
"""


def read(warehouse: duckdb.DuckDBPyConnection) -> dict[str, list[Vintage]]:
    """The landed reports of each series, oldest first."""
    rows = warehouse.execute(
        "select report_id, report_code from intermediate.int_reports"
        " order by updated_on, report_id"
    ).fetchall()
    vintages = {report_id: Vintage(report_id, code) for report_id, code in rows}
    for report_id, *cell, figure in warehouse.execute(FIGURES).fetchall():
        vintages[report_id].figures[Cell(*cell)] = figure
    for report_id, *average in warehouse.execute(AVERAGES).fetchall():
        vintages[report_id].averages.append(Average(*average))
    series: dict[str, list[Vintage]] = {}
    for vintage in vintages.values():
        series.setdefault(vintage.report_code, []).append(vintage)
    return series


def fylker(warehouse: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The fylke of each kommune code."""
    return dict(
        warehouse.execute(
            "select kommune_code, fylke_code from staging.stg_reference__kommuner"
        ).fetchall()
    )


def landed_series(warehouse: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """For each report the fingerprint of its series as it is landed now."""
    return dict(
        warehouse.execute(
            "select report_id, landed_series from intermediate.int_landed_series"
        ).fetchall()
    )
