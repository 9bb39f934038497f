"""What the reports of a year print, read from the warehouse as numbers.

Names become numbers once: with the texts of all cells read again for each year, the audit of
twenty years took 94 CPU seconds, and 45 without.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import duckdb
import numpy as np

from tools.disclosure.system import Bools, Ints

ALL = "ALL"
"""As tiltak or member: the total over them."""

Ref = Callable[[str], duckdb.DuckDBPyRelation]
"""A model of the warehouse by its name, as `dbt.ref` gives it."""


@dataclass(frozen=True)
class AuditedReport:
    """A landed report; `last_month` is 1 to 12."""

    report_id: str
    series: str
    year: int
    last_month: int


@dataclass(frozen=True)
class Codes:
    """What the codes mean: the fylke of each kommune and the main group of each tiltak."""

    fylker: Mapping[str, str]
    main_groups: Mapping[str, str]


@dataclass(frozen=True)
class Averages:
    """Printed year-to-date averages, -1 for `*`: a line of each array is a row of a report."""

    report: Ints
    breakdown: Ints
    tiltak: Ints
    member: Ints
    printed: Ints


@dataclass(frozen=True)
class Figures:
    """The figures of some reports: a line of each array is a figure of a month.

    `report`, `breakdown`, `tiltak` and `member` are places in the lists of names; `month` is 1
    to 12; `low` and `high` are in persons: 0 to 3 for a `*`, 0 for a row that is not listed.
    Reports are in order of series and date, figures in order of their report and `key`.
    """

    reports: Sequence[AuditedReport]
    breakdowns: Sequence[str]
    tiltaks: Sequence[str]
    members: Sequence[str]
    report: Ints
    month: Ints
    breakdown: Ints
    tiltak: Ints
    member: Ints
    low: Ints
    high: Ints
    is_listed: Bools
    averages: Averages

    def key(self, month: Ints, breakdown: Ints, tiltak: Ints, member: Ints) -> Ints:
        """A number for a figure, the same in every report."""
        place = (month * len(self.breakdowns) + breakdown) * len(self.tiltaks) + tiltak
        return place * len(self.members) + member

    @cached_property
    def keys(self) -> Ints:
        """The key of each figure."""
        return self.key(self.month, self.breakdown, self.tiltak, self.member)

    @cached_property
    def n_keys(self) -> int:
        """More than any key."""
        return 13 * len(self.breakdowns) * len(self.tiltaks) * len(self.members)

    @cached_property
    def known(self) -> Ints:
        """Report and key of each figure in one number, in order."""
        return self.report * self.n_keys + self.keys

    def find(self, report: Ints, key: Ints) -> Ints:
        """The line of the figure of a report with this key, -1 where it has none."""
        wanted = report * self.n_keys + key
        line = np.minimum(np.searchsorted(self.known, wanted), len(self.known) - 1)
        return np.where(self.known[line] == wanted, line, -1)

    def lines_of(self, report: int) -> Ints:
        """The lines of a report."""
        return np.arange(self._starts[report], self._starts[report + 1])

    @cached_property
    def _starts(self) -> Ints:
        return np.searchsorted(self.report, np.arange(len(self.reports) + 1))

    def of_reports(self, kept: Sequence[int]) -> "Figures":
        """The figures of these reports alone, given by their places in `reports`."""
        number = np.full(len(self.reports), -1)
        number[list(kept)] = np.arange(len(kept))
        lines = np.flatnonzero(number[self.report] >= 0)
        rows = np.flatnonzero(number[self.averages.report] >= 0)
        return Figures(
            [self.reports[n] for n in kept],
            self.breakdowns,
            self.tiltaks,
            self.members,
            number[self.report[lines]],
            self.month[lines],
            self.breakdown[lines],
            self.tiltak[lines],
            self.member[lines],
            self.low[lines],
            self.high[lines],
            self.is_listed[lines],
            Averages(
                number[self.averages.report[rows]],
                self.averages.breakdown[rows],
                self.averages.tiltak[rows],
                self.averages.member[rows],
                self.averages.printed[rows],
            ),
        )


SCHEMAS = {"int": "intermediate", "stg": "staging"}
# Numbers take the place of names once, for all years: a scan of the texts for each year took
# three times as long as the audit itself.
FIGURES = """
    create or replace temp table disclosure_figures as
    select
        r.year::usmallint as year, r.number::integer as report,
        month(f.month)::utinyint as month, b.number::utinyint as breakdown,
        t.number::usmallint as tiltak, m.number::usmallint as member, f.low, f.high,
        f.is_listed
    from (
        select
            report_id, month, breakdown, tiltak_code, member_code,
            participants_min as low, participants_max as high, true as is_listed
        from printed
        -- the totals of the other sections are those of the section Tiltak again
        where breakdown in ('tiltak', 'labour_status') or not is_total
        union all
        select
            report_id, month, breakdown, tiltak_code, member_code,
            0 as low, 0 as high, false as is_listed
        from absent
    ) as f
    inner join r on f.report_id = r.name
    inner join b on f.breakdown = b.name
    inner join t on f.tiltak_code = t.name
    inner join m on f.member_code = m.name
"""
AVERAGES = """
    create or replace temp table disclosure_averages as
    select
        r.year::usmallint as year, r.number::integer as report, b.number as breakdown,
        t.number as tiltak, m.number as member,
        any_value(case when is_ytd_suppressed then -1 else ytd_average end) as printed
    from resolved
    inner join r on resolved.report_id = r.name
    inner join b on resolved.breakdown = b.name
    inner join t on resolved.tiltak_code = t.name
    inner join m on resolved.member_code = m.name
    -- the totals of the other sections are those of the section Tiltak again
    where
        (not is_total or resolved.breakdown in ('tiltak', 'labour_status'))
        and (is_ytd_suppressed or ytd_average is not null)
    group by r.year, r.number, b.number, t.number, m.number, is_total
    -- a tiltak under two names has an average for each, of its own months or of all
    having count(*) = 1
"""
OF_YEAR = {
    "figures": """
        select * exclude (year) from disclosure_figures where year = {year}
        order by report, month, breakdown, tiltak, member
    """,
    "averages": "select * exclude (year) from disclosure_averages where year = {year}",
}


class Warehouse:
    """The models that the audit reads; `ref` gives them, `session` runs SQL over them."""

    def __init__(self, ref: Ref, session: duckdb.DuckDBPyConnection) -> None:
        self.session = session
        self.reports = ref("int_reports")
        self.absent = ref("int_cells_absent")
        self.printed = ref("int_cells_printed")
        self.resolved = ref("int_rows_resolved")
        self.fylker = ref("stg_reference__kommuner")
        self.main_groups = ref("main_groups")

    @classmethod
    def of_file(cls, connection: duckdb.DuckDBPyConnection) -> "Warehouse":
        """The models as `dbt build` wrote them into a file."""

        def ref(name: str) -> duckdb.DuckDBPyRelation:
            return connection.table(f"{SCHEMAS.get(name.split('_')[0], 'reference')}.{name}")

        return cls(ref, connection)

    def landed(self) -> list[AuditedReport]:
        """The landed reports, each series in order of date."""
        rows = self.reports.project(
            "report_id, report_code, year(last_month), month(last_month), updated_on"
        ).fetchall()
        rows.sort(key=lambda row: (row[1], row[4], row[0]))
        return [AuditedReport(*row[:4]) for row in rows]

    def codes(self) -> Codes:
        """What the codes of places and tiltak mean."""
        return Codes(
            dict(self.fylker.project("kommune_code, fylke_code").fetchall()),
            dict(self.main_groups.project("tiltak_code, main_group_code").fetchall()),
        )

    def figures(self, year: int) -> Figures:
        """All that the reports of a year print."""
        kept = [n for n, report in enumerate(self.numbered) if report.year == year]
        place = np.full(len(self.numbered), -1)
        place[kept] = np.arange(len(kept))
        found, averages = (
            _as_ints(self.session.sql(query.format(year=year)).fetchnumpy())
            for query in OF_YEAR.values()
        )
        return Figures(
            [self.numbered[n] for n in kept],
            *self.names,
            place[found["report"]],
            found["month"],
            found["breakdown"],
            found["tiltak"],
            found["member"],
            found["low"],
            found["high"],
            found["is_listed"] > 0,
            Averages(**averages | {"report": place[averages["report"]]}),
        )

    @cached_property
    def numbered(self) -> list[AuditedReport]:
        """The landed reports, as the temporary tables of figures and averages number them."""
        reports = self.landed()
        absent, printed, resolved = self.absent, self.printed, self.resolved
        b, t, m = map(self._numbered, self.names)
        r = self.session.sql(
            "select unnest($1) as name, unnest(range($2)) as number, unnest($3) as year",
            params=[[r.report_id for r in reports], len(reports), [r.year for r in reports]],
        )
        # DuckDB finds these variables by the names that the queries use
        assert all((absent, printed, resolved, r, b, t, m))
        self.session.sql(FIGURES)
        self.session.sql(AVERAGES)
        return reports

    @cached_property
    def names(self) -> tuple[list[str], list[str], list[str]]:
        """All breakdowns, tiltak and members."""

        def of(column: str) -> list[str]:
            # rows: of cells there are seven times as many
            rows = self.resolved.project(column).union(self.absent.project(column)).distinct()
            return sorted({ALL, *(name for (name,) in rows.fetchall() if name is not None)})

        return of("breakdown"), of("tiltak_code"), of("member_code")

    def _numbered(self, names: Sequence[str]) -> duckdb.DuckDBPyRelation:
        return self.session.sql(
            "select unnest($1) as name, unnest(range($2)) as number",
            params=[list(names), len(names)],
        )


def _as_ints(columns: dict[str, Any]) -> dict[str, Ints]:
    return {name: np.asarray(column, np.int64) for name, column in columns.items()}
