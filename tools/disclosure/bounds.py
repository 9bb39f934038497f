"""The exact least and most value of each unknown count, by HiGHS where sums go in circles."""

import highspy
import numpy as np

from tools.disclosure.sums import Component, ContradictionError, System

Goal = highspy.ObjSense


def attack(system: System, *, prune: bool = True) -> None:
    """Narrow every count to the least and most that it has in any solution of all the sums.

    Without `prune`, HiGHS minimises and maximises each count in the whole system: slow, and
    what the rest is tested against. Raises ContradictionError where there is no solution.
    """
    if prune:
        system.propagate()
        parts = [part for part in system.components() if not part.is_tree]
    else:
        parts = [Component(set(range(len(system.low))), system.sums, 0)]
    for part in parts:
        solver = Solver(system, part)
        for goal in (Goal.kMinimize, Goal.kMaximize):
            solver.push(goal, together=prune)


class Solver:
    """The integer programme of one component; what it finds goes into the system's bounds."""

    def __init__(self, system: System, part: Component) -> None:
        self.system = system
        self.counts = sorted(part.counts)
        self.column = {count: n for n, count in enumerate(self.counts)}
        self.highs = highspy.Highs()
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("threads", 1)
        self.highs.setOptionValue("mip_rel_gap", 0.0)
        self.highs.passModel(self._model(part))

    def _model(self, part: Component) -> highspy.HighsLp:
        system, model = self.system, highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.counts), len(part.sums)
        model.col_cost_ = np.zeros(len(self.counts))
        model.col_lower_ = np.array([system.low[i] for i in self.counts], float)
        model.col_upper_ = np.array([system.high[i] for i in self.counts], float)
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(self.counts)
        starts, columns, signs, least, most = [0], [], [], [], []
        for each in part.sums:
            fixed = 0
            for i, sign in each.terms:
                if i in self.column:
                    columns.append(self.column[i])
                    signs.append(sign)
                else:
                    fixed += sign * system.low[i]
            starts.append(len(columns))
            least.append(each.least - fixed)
            most.append(each.most - fixed)
        model.row_lower_, model.row_upper_ = np.array(least, float), np.array(most, float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(starts)
        model.a_matrix_.index_ = np.array(columns)
        model.a_matrix_.value_ = np.array(signs, float)
        return model

    def push(self, goal: highspy.ObjSense, *, together: bool) -> None:
        """Move the lower bounds up (minimise) or the upper ones down to values that occur.

        `together` first pushes all counts at once: those that reach their bound are done.
        """
        bounds = self.system.low if goal == Goal.kMinimize else self.system.high
        self.highs.changeObjectiveSense(goal)
        left = list(self.counts)
        while left:
            first = left[0]
            values = self._solve(left if together else [first])
            reached = {i for i in left if values[i] == bounds[i]}
            if not reached:
                bounds[first] = self._solve([first])[first]
                reached = {first}
            left = [i for i in left if i not in reached]

    def _solve(self, counts: list[int]) -> dict[int, int]:
        """The values of a solution that is best for the sum of these counts."""
        cost = np.zeros(len(self.counts))
        cost[[self.column[i] for i in counts]] = 1.0
        self.highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        self.highs.run()
        status = self.highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise ContradictionError(self.counts)
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"HiGHS stopped without an answer: {status}")
        values = self.highs.getSolution().col_value
        return dict(zip(self.counts, (round(value) for value in values), strict=True))
