"""How many hidden cells of each report the printed figures determine or narrow.

Counts and no cells: a list of the determined cells would disclose them to readers who had not
worked them out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tools.disclosure.assumptions import system_of, tables_of
from tools.disclosure.core import attack, check
from tools.disclosure.figures import Codes, Figures, Warehouse
from tools.disclosure.groups import AuditRow, CellCounts, contradictory, grouped, not_audited
from tools.disclosure.linked_tables import LinkedTables, Unit, unique_columns
from tools.disclosure.main_groups import main_group_sums
from tools.disclosure.system import Bools, ContradictionError, Ints


@dataclass(frozen=True)
class Attacked:
    """Figures with their exact bounds in persons, and the assumptions that were given up."""

    tables: LinkedTables
    low: Ints
    high: Ints
    given_up: Sequence[Unit]

    @property
    def is_hidden(self) -> Bools:
        """Whether each figure is hidden."""
        hidden: Bools = self.tables.figures.low < self.tables.figures.high
        return hidden

    @property
    def is_determined(self) -> Bools:
        """Whether each figure is hidden and has one possible value."""
        found: Bools = self.is_hidden & (self.low == self.high)
        return found

    @property
    def is_narrowed(self) -> Bools:
        """Whether each figure is hidden and has fewer values than it shows, but several."""
        f = self.tables.figures
        found: Bools = (self.low < self.high) & (self.high - self.low < f.high - f.low)
        return found


def attacked(figures: Figures, codes: Codes) -> Attacked:
    """The exact bounds of each figure.

    Assumptions (vintages, then main groups, then listed rows, each in order) that contradict
    the sums and the assumptions before them are given up. Raises ContradictionError where the
    figures of one report contradict each other.
    """
    tables = tables_of(figures, codes)
    system, units = system_of(tables)
    given_up: list[Unit] = []
    try:
        attack(system)
    except ContradictionError:
        given_up = _given_up(figures, codes, units)
        tables = tables_of(figures, codes, frozenset(given_up))
        system, _ = system_of(tables)
        attack(system)
    return Attacked(tables, system.low[tables.count], system.high[tables.count], given_up)


def _given_up(figures: Figures, codes: Codes, units: Sequence[Unit]) -> list[Unit]:
    """The units that contradict those kept before them, found by halving."""

    def is_possible(kept: Sequence[Unit]) -> bool:
        system, _ = system_of(tables_of(figures, codes, frozenset(units) - frozenset(kept)))
        try:
            check(system)
        except ContradictionError:
            return False
        return True

    def kept_of(kept: list[Unit], more: Sequence[Unit]) -> list[Unit]:
        if is_possible([*kept, *more]):
            return [*kept, *more]
        if len(more) == 1:
            return kept
        half = len(more) // 2
        return kept_of(kept_of(kept, more[:half]), more[half:])

    if not is_possible([]):
        raise ContradictionError(np.arange(len(figures.report)))
    kept = frozenset(kept_of([], units))
    return [unit for unit in units if unit not in kept]


def audit(figures: Figures, codes: Codes) -> list[AuditRow]:
    """The rows of the audit of some reports; a report that contradicts itself has no counts."""
    try:
        return grouped(list(_tables(attacked(figures, codes))))
    except ContradictionError:
        sound, rows = [], []
        for n in range(len(figures.reports)):
            alone = figures.of_reports([n])
            where = contradiction(alone, codes)
            if where is None:
                sound.append(n)
            else:
                rows += contradictory(alone, where)
        return rows + audit(figures.of_reports(sound), codes) if sound else rows


def contradiction(report: Figures, codes: Codes) -> tuple[str, str, int] | None:
    """Breakdown, tiltak and month of a figure that the others of its report contradict."""
    _, units = system_of(tables_of(report, codes))
    tables = tables_of(report, codes, frozenset(units))
    system, _ = system_of(tables)
    try:
        check(system)
    except ContradictionError as error:
        lines = error.counts
        # the most particular of them: a member says more of the place than its total
        line = lines[np.argmax(tables.depth[lines] * (tables.total[lines] >= 0))]
        return (
            report.breakdowns[report.breakdown[line]],
            report.tiltaks[report.tiltak[line]],
            int(report.month[line]),
        )
    return None


def by_ties(figures: Figures, codes: Codes) -> Iterator[Figures]:
    """The reports of a year, series by series; main groups that agree keep all together."""
    series = sorted({report.series for report in figures.reports})
    groups = set(codes.main_groups.values()) & set(figures.tiltaks)
    if len(series) > 1 and groups and main_group_sums(LinkedTables(figures, codes))[1]:
        yield figures
        return
    for each in series:
        yield figures.of_reports(
            [n for n, report in enumerate(figures.reports) if report.series == each]
        )


def _tables(found: Attacked) -> Iterator[CellCounts]:
    f = found.tables.figures
    about = np.stack([f.report, f.month, f.breakdown, f.tiltak])[:, found.is_hidden]
    tables, table = unique_columns(about)
    n = tables.shape[1]
    determined = np.bincount(table, found.is_determined[found.is_hidden], n)
    narrowed = np.bincount(table, found.is_narrowed[found.is_hidden], n)
    suppressed = np.bincount(table, minlength=n)
    for (report, month, breakdown, tiltak), *counts in zip(
        tables.T, suppressed, determined, narrowed, strict=True
    ):
        yield CellCounts(
            f.reports[report].report_id,
            f.reports[report].year,
            int(month),
            f.breakdowns[breakdown],
            f.tiltaks[tiltak],
            *(int(count) for count in counts),
        )


def audit_warehouse(warehouse: Warehouse, newest_years: int | None = None) -> list[AuditRow]:
    """The audit of all landed reports, or of those of the newest years alone."""
    codes, reports = warehouse.codes(), warehouse.landed()
    years = sorted({report.year for report in reports}, reverse=True)
    audited = years if newest_years is None else years[:newest_years]
    of_year = warehouse.figures
    rows = [row for year in years if year not in audited for row in not_audited(of_year(year))]
    for year in audited:
        for part in by_ties(of_year(year), codes):
            rows += audit(part, codes)
    return sorted(
        rows, key=lambda row: (row.report_id, row.month, row.breakdown, row.tiltak_code)
    )
