"""Counts of hidden cells, in groups from which no certain cell can be inferred.

`1 of 1 cells is determined` names the cell: a group that small is merged with others.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import numpy as np

from tools.disclosure.figures import AuditedReport, Figures

SEVERAL = "SEVERAL"
"""As breakdown or tiltak: several were merged."""
FEWEST = 10
"""The fewest hidden cells of a group, unless the month of the report has fewer.

It is for small tables: January 2026 has the same four rows with 3 and with 20."""


@dataclass(frozen=True, order=True)
class CellCounts:
    """Numbers of hidden cells of one month of a report; `month` is 1 to 12."""

    report_id: str
    year: int
    month: int
    breakdown: str
    tiltak_code: str
    n_suppressed: int
    n_determined: int
    n_narrowed: int

    @property
    def discloses_a_cell(self) -> bool:
        """Whether these numbers say of a certain cell that it is determined or narrowed."""
        return self.n_determined + self.n_narrowed >= self.n_suppressed

    def merged(self, other: "CellCounts") -> "CellCounts":
        """Both together."""
        same = self.breakdown == other.breakdown, self.tiltak_code == other.tiltak_code
        return CellCounts(
            self.report_id,
            self.year,
            self.month,
            self.breakdown if same[0] else SEVERAL,
            self.tiltak_code if same[1] else SEVERAL,
            self.n_suppressed + other.n_suppressed,
            self.n_determined + other.n_determined,
            self.n_narrowed + other.n_narrowed,
        )


class AuditRow(NamedTuple):
    """A row of the audit. `status` says why `n_determined` and `n_narrowed` may be None."""

    report_id: str
    month: str
    breakdown: str
    tiltak_code: str
    n_suppressed: int
    n_determined: int | None
    n_narrowed: int | None
    status: str


def grouped(tables: Sequence[CellCounts]) -> list[AuditRow]:
    """The rows of all tables; each month of a report is merged by itself."""
    rows = []
    for _, month in groupby(sorted(tables), lambda table: (table.report_id, table.month)):
        rows += [_row(table) for table in _merged(list(month))]
    return rows


def _merged(month: list[CellCounts]) -> list[CellCounts]:
    """Tables of a month, merged so that none discloses a cell, where that is possible.

    Tables are merged within their breakdown first; what is still too small then joins others.
    """
    by_breakdown = []
    for _, each in groupby(month, lambda table: table.breakdown):
        of_breakdown = list(each)
        by_breakdown += (
            of_breakdown if all(map(_is_safe, of_breakdown)) else [_sum(of_breakdown)]
        )
    by_size = sorted(by_breakdown, key=lambda table: (_is_safe(table), table.n_suppressed))
    n_unsafe = sum(not _is_safe(table) for table in by_size)
    if n_unsafe == 0:
        return sorted(by_size)
    for n in range(n_unsafe, len(by_size)):
        rest = _sum(by_size[:n])
        if _is_safe(rest):
            return sorted([rest, *by_size[n:]])
    return [_sum(by_size)]


def _is_safe(table: CellCounts) -> bool:
    return table.n_suppressed >= FEWEST and not table.discloses_a_cell


def _sum(tables: Iterable[CellCounts]) -> CellCounts:
    first, *others = tables
    for other in others:
        first = first.merged(other)
    return first


def _row(table: CellCounts) -> AuditRow:
    counts: tuple[int | None, int | None] = table.n_determined, table.n_narrowed
    status = "counted"
    # all but one too: otherwise the status itself would say that all are disclosed
    if table.n_suppressed - table.n_determined - table.n_narrowed <= 1:
        counts, status = (None, None), "withheld"
    return AuditRow(
        table.report_id,
        f"{table.year}-{table.month:02}-01",
        table.breakdown,
        table.tiltak_code,
        table.n_suppressed,
        *counts,
        status,
    )


def not_audited(figures: Figures) -> list[AuditRow]:
    """A row for each month of each report, without counts."""
    hidden = figures.low < figures.high
    rows = []
    for n, report in enumerate(figures.reports):
        months = range(1, report.last_month + 1)
        numbers = np.bincount(figures.month[hidden & (figures.report == n)], minlength=13)
        rows += [_uncounted(report, m, int(numbers[m]), "not_audited") for m in months]
    return rows


def contradictory(report: Figures, where: tuple[str, str, int]) -> list[AuditRow]:
    """A row for each month of one report, the place in that of the month of `where`."""
    breakdown, tiltak, month = where
    return [
        row._replace(status="contradictory")
        if int(row.month[5:7]) != month
        else row._replace(status="contradictory", breakdown=breakdown, tiltak_code=tiltak)
        for row in not_audited(report)
    ]


def _uncounted(report: AuditedReport, month: int, n_suppressed: int, status: str) -> AuditRow:
    first = f"{report.year}-{month:02}-01"
    return AuditRow(report.report_id, first, SEVERAL, SEVERAL, n_suppressed, None, None, status)
