"""The fewest further cells to hide so that the figures no longer give hidden ones away.

An integer programme: for each cell that is disclosed a copy of all counts shows another value
that they allow, and a printed figure may differ from its value in the copies only where it is
hidden too. All copies share what is hidden.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from tools.disclosure.assumptions import is_average_sum, system_of
from tools.disclosure.audit import Attacked
from tools.disclosure.linked_tables import FAR
from tools.disclosure.system import Bools, Ints

SearchProgress = Callable[[float, float, float], None]
"""Is called with the seconds of a search, the cost of its best plan (or infinity) and the least
that any plan costs."""
FARTHEST = 12
"""A further hidden figure is taken to differ from its value by at most so many persons.

The programme needs a bound; with 4 and with 24 January 2026 takes 7 cells too, in 9 s."""


@dataclass(frozen=True)
class Plan:
    """The lines of the figures to hide, what that costs, and the least that it can cost."""

    lines: Ints
    cost: int
    least_cost: int

    @property
    def is_fewest(self) -> bool:
        """Whether no cheaper plan exists."""
        return self.cost <= self.least_cost


@dataclass(frozen=True)
class Target:
    """A count that some solution must have within these bounds, or not between them."""

    count: int
    low: int
    high: int
    outside: bool = False


def targets(found: Attacked, *, narrowed: bool) -> list[Target]:
    """What the counts must be able to be: another value, or both ends of what is printed."""
    f, counts = found.tables.figures, found.tables.count
    wanted: dict[Target, None] = {}
    disclosed = found.is_determined | found.is_narrowed if narrowed else found.is_determined
    for line in np.flatnonzero(disclosed):
        count, low, high = int(counts[line]), int(found.low[line]), int(found.high[line])
        each = [Target(count, low, low, outside=True)] if low == high else []
        if narrowed:
            ends = (int(f.low[line]), int(f.high[line]))
            each += [Target(count, end, end) for end in ends if not low <= end <= high]
        wanted |= dict.fromkeys(each)
    return list(wanted)


class Programme:
    """The integer programme; counts are those of the tables, `may_hide` the printed ones."""

    def __init__(self, found: Attacked, wanted: Sequence[Target], cost: Ints) -> None:
        tables, f = found.tables, found.tables.figures
        system, _ = system_of(tables)
        self.low, self.high, self.sums = system.low, system.high, system.sums
        used = np.zeros(len(self.low), bool)
        used[tables.count] = True
        printed = np.zeros(len(self.low), np.int64)
        np.add.at(printed, tables.count, f.is_listed * cost)
        self.may_hide = used & (self.low == self.high) & (self.low > 3) & (printed > 0)
        self.hides = np.flatnonzero(self.may_hide)
        self.is_average = is_average_sum(tables, len(self.sums.least))
        self.highs = highspy.Highs()
        # a proof that no plan costs less: by itself HiGHS stops within 0.01 % of it
        for option, value in (("output_flag", False), ("mip_rel_gap", 0.0), ("threads", 1)):
            self.highs.setOptionValue(option, value)
        n = len(self.hides)
        self._columns(np.zeros(n, np.int64), np.ones(n, np.int64), printed[self.hides])
        for target in wanted:
            self._copy(target)

    def _columns(self, low: Ints, high: Ints, cost: Ints | None = None) -> int:
        """Add integer unknowns; the number of the first."""
        first, n = int(self.highs.getNumCol()), len(low)
        costs = np.zeros(n) if cost is None else cost.astype(float)
        self.highs.addCols(n, costs, low.astype(float), high.astype(float), 0, [], [], [])
        columns = np.arange(first, first + n, dtype=np.int32)
        kinds = np.array([highspy.HighsVarType.kInteger] * n)
        self.highs.changeColsIntegrality(n, columns, kinds)
        return first

    def _row(self, least: float, most: float, columns: Ints, values: Ints) -> None:
        self.highs.addRow(
            least, most, len(columns), columns.astype(np.int32), values.astype(float)
        )

    def _copy(self, target: Target) -> None:
        """Counts that have all sums and what the target asks for."""
        low = np.where(self.may_hide, np.maximum(0, self.low - FARTHEST), self.low)
        high = np.where(self.may_hide, self.high + FARTHEST, self.high)
        is_open = low < high
        if not target.outside:
            low[target.count], high[target.count] = target.low, target.high
        opened = np.flatnonzero(is_open)
        first = self._columns(low[opened], high[opened])
        column = np.full(len(low), -1)
        column[opened] = first + np.arange(len(opened))
        for hide, count in enumerate(self.hides):
            pair = np.array([column[count], hide])
            value = float(self.low[count])
            self._row(-np.inf, value, pair, np.array([1, -FARTHEST]))
            self._row(value, np.inf, pair, np.array([1, min(FARTHEST, value)]))
        self._sums(column, is_open, with_listed=target.outside)
        if target.outside:
            self._outside(int(column[target.count]), target)

    def _sums(self, column: Ints, is_open: Bools, *, with_listed: bool) -> None:
        start = np.append(self.sums.start, len(self.sums.of))
        hide_of = np.full(len(self.low), -1)
        hide_of[self.hides] = np.arange(len(self.hides))
        for row in range(len(self.sums.least)):
            entries = slice(start[row], start[row + 1])
            count, sign = self.sums.count[entries], self.sums.sign[entries]
            fixed = int((self.low[count] * sign)[~is_open[count]].sum())
            least, most = self.sums.least[row] - fixed, self.sums.most[row] - fixed
            columns, values = column[count[is_open[count]]], sign[is_open[count]]
            # a listed row counts somebody: hiding other figures cannot hide that
            if not len(columns) or (not with_listed and self.sums.most[row] == FAR):
                continue
            hides = hide_of[count[self.may_hide[count]]]
            if not self.is_average[row] or not len(hides):
                self._row(least, most, columns, values)
                continue
            # the average of a row is hidden with a figure of it
            far = FARTHEST * len(columns)
            both = np.append(columns, hides)
            self._row(-np.inf, most, both, np.append(values, np.full(len(hides), -far)))
            self._row(least, np.inf, both, np.append(values, np.full(len(hides), far)))

    def _outside(self, column: int, target: Target) -> None:
        """Above the target's bounds, or below them."""
        below = self._columns(np.zeros(1, np.int64), np.ones(1, np.int64))
        pair, far = np.array([column, below]), 2 * FARTHEST
        self._row(target.high + 1, np.inf, pair, np.array([1, far]))
        self._row(-np.inf, target.low - 1 + far, pair, np.array([1, far]))

    def solve(self, seconds: float, show: SearchProgress | None = None) -> tuple[Ints, int]:
        """The counts to hide, and the least that any plan costs; RuntimeError without one."""
        self.highs.setOptionValue("time_limit", seconds)
        if show:
            # its log is off, and so are the events of the log
            self.highs.cbMipInterrupt += lambda event: show(
                event.data_out.running_time,
                event.data_out.mip_primal_bound,
                event.data_out.mip_dual_bound,
            )
        self.highs.run()
        info = self.highs.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            if self.highs.getModelStatus() == highspy.HighsModelStatus.kTimeLimit:
                raise RuntimeError(f"no plan was found in {seconds:.0f} s: raise --seconds")
            raise RuntimeError("no further cells protect the hidden ones")
        values = np.array(self.highs.getSolution().col_value[: len(self.hides)])
        # the solver's bound is a float: 7.0000001 would prove a cost of 8
        return self.hides[values > 0.5], int(np.ceil(info.mip_dual_bound - 1e-6))


def protect(
    found: Attacked,
    *,
    narrowed: bool = False,
    by_size: bool = False,
    seconds: float = 600,
    show: SearchProgress | None = None,
) -> Plan:
    """The cheapest further cells to hide so that no hidden cell is determined, or narrowed.

    A cell costs 1 or its size in persons. Raises RuntimeError where no plan is found in time.
    """
    f, counts = found.tables.figures, found.tables.count
    wanted = targets(found, narrowed=narrowed)
    if not wanted:
        return Plan(np.empty(0, np.int64), 0, 0)
    cost = f.low if by_size else np.ones_like(f.low)
    hidden, least = Programme(found, wanted, cost).solve(seconds, show)
    lines = np.flatnonzero(np.isin(counts, hidden) & f.is_listed)
    return Plan(lines, int(cost[lines].sum()), least)
