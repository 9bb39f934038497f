"""The tests' own solver: what reports disclose, independent of `tools.disclosure`.

Slow and plain: every figure of every report is an unknown of one integer programme, vintages
are equations, and HiGHS minimises and maximises each hidden figure in turn.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from random import Random

import highspy
import numpy as np

from tests.disclosure.drawn import FYLKER, MAIN_GROUPS, Cell, Drawn

ALL = "ALL"
Unknown = tuple[str, Cell]
Constraint = tuple[dict[Unknown, int], float, float]
"""Unknowns with their sign, and the least and most of their sum."""
Constraints = list[Constraint]


def equal(total: Unknown, parts: Sequence[Unknown], at_most: int = 0) -> Constraint:
    """total less its parts is 0 to `at_most`."""
    signs = dict.fromkeys(parts, -1)
    return {total: 1, **signs}, 0, at_most


def parent(report: Drawn, cell: Cell) -> Cell | None:
    """The figure that a cell is a part of."""
    if cell.breakdown == "tiltak":
        return (
            None if cell.tiltak == ALL else Cell(cell.month, cell.breakdown, ALL, cell.member)
        )
    fylke = Cell(cell.month, "fylke", cell.tiltak, FYLKER.get(cell.member, ""))
    if cell.breakdown == "kommune" and fylke in report.figures:
        return fylke
    return Cell(cell.month, "tiltak", cell.tiltak, ALL)


BlockKey = tuple[Cell, str]


def blocks_of(report: Drawn) -> dict[BlockKey, set[Cell]]:
    found: dict[BlockKey, set[Cell]] = {}
    for cell in report.figures:
        total = parent(report, cell)
        if total in report.figures and total is not None:
            found.setdefault((total, cell.breakdown), set()).add(cell)
    return found


def sums(report: Drawn) -> Iterator[Constraint]:
    """The sums of one report."""
    for (total, _), members in blocks_of(report).items():
        yield equal((report.report_id, total), [(report.report_id, c) for c in members])
    for cell in report.figures:
        if cell.breakdown == "labour_status" and cell.tiltak == ALL:
            parts = [
                (report.report_id, c)
                for c in report.figures
                if c.breakdown == "labour_status"
                and (c.month, c.member) == (cell.month, cell.member)
                and c.tiltak != ALL
            ]
            yield equal((report.report_id, cell), parts)
    yield from one_block(report)
    for row, average in report.averages.items():
        n = report.last_month
        keys = {(report.report_id, Cell(m, *row)): 1 for m in range(1, n + 1)}
        if average is None:
            below_4 = [s for s in range(4 * n + 1) if s / n < 4 or s / n <= 3.5]
            yield keys, 0, max(below_4)
        else:
            fits = [s for s in range(n * (average + 1)) if abs(s / n - average) <= 0.5]
            yield keys, min(fits), max(fits)


def one_block(report: Drawn) -> Iterator[Constraint]:
    """Kommuner of one block over all tiltak, against the fylker of each tiltak."""
    kommuner = [c for c in report.figures if c.breakdown == "kommune" and c.tiltak == ALL]
    for month, fylke in {(c.month, FYLKER[c.member]) for c in kommuner}:
        total = [c for c in report.figures if c[:2] == (month, "fylke") and c.member == fylke]
        parts = [c for c in kommuner if (c.month, FYLKER[c.member]) == (month, fylke)]
        signs = {(report.report_id, c): 1 for c in total}
        yield {**signs, **{(report.report_id, c): -1 for c in parts}}, 0, 0


def vintages(older: Drawn, newer: Drawn, month: int) -> Constraints:
    """Equations between the hidden cells of unrevised blocks of a month."""
    old, new = blocks_of(older), blocks_of(newer)
    same: set[Cell] = set()

    def is_alike(cell: Cell) -> bool:
        one, other = older.figures.get(cell, -1), newer.figures.get(cell, -1)
        return one == other or {one, other} == {None, 0}

    def depth(block: BlockKey) -> int:
        total = block[0]
        return 0 if total.tiltak == ALL else 1 if total.breakdown == "tiltak" else 2

    for block in sorted((b for b in new if b[0].month == month), key=depth):
        total, members = block[0], new[block]
        known = (
            older.figures.get(total) is not None
            and older.figures[total] == newer.figures[total]
        )
        if (
            (known or total in same)
            and old.get(block) == members
            and all(map(is_alike, members))
        ):
            same |= {c for c in members if not older.figures[c]}
    return [equal((older.report_id, c), [(newer.report_id, c)]) for c in same]


def listed(report: Drawn, breakdown: str, tiltak: str | None, member: str) -> Constraint:
    keys = {
        (report.report_id, c): 1
        for c in report.figures
        if (c.breakdown, c.member) == (breakdown, member) and tiltak in (None, c.tiltak)
    }
    return keys, 1, float("inf")


def groups(
    main: Drawn, partners: Sequence[Drawn], group: str, tiltaks: set[str]
) -> dict[tuple[str, int], Constraints]:
    """A main group and its tiltak, by breakdown and month, where the totals agree."""
    found: dict[tuple[str, int], Constraints] = {}
    for cell in sorted(c for c in main.figures if c.tiltak == group):
        here = [(r, t) for r in partners for t in tiltaks if has_total(r, cell.month, t)]
        totals = [bounds(r, Cell(cell.month, "tiltak", t, ALL)) for r, t in here]
        low, high = bounds(main, Cell(cell.month, "tiltak", group, ALL))
        agree = sum(t[0] for t in totals) <= high and sum(t[1] for t in totals) >= low
        parts = [
            (r.report_id, Cell(cell.month, cell.breakdown, t, cell.member)) for r, t in here
        ]
        known = [key for key, (r, _) in zip(parts, here, strict=True) if key[1] in r.figures]
        if not agree or not known:
            continue
        missing = 0
        for (r, t), (_, total_high) in zip(here, totals, strict=True):
            has_block = any(c[:3] == (cell.month, cell.breakdown, t) for c in r.figures)
            missing += 0 if has_block else total_high
        row = equal((main.report_id, cell), known, missing)
        found.setdefault((cell.breakdown, cell.month), []).append(row)
    return found


def has_total(report: Drawn, month: int, tiltak: str) -> bool:
    return Cell(month, "tiltak", tiltak, ALL) in report.figures


def bounds(report: Drawn, cell: Cell) -> tuple[int, int]:
    figure = report.figures[cell]
    return (0, 3) if figure is None else (figure, figure)


def assumptions(reports: Sequence[Drawn]) -> Iterator[Constraints]:
    """What may have to be given up, in order."""
    for older, newer in pairwise(reports):
        if older.series == newer.series:
            for month in range(1, older.last_month + 1):
                yield vintages(older, newer, month)
    names = sorted(set(MAIN_GROUPS.values()))
    for main in reports:
        if main.series == "TILT100":
            partners = [
                r for r in reports if r.series != "TILT100" and r.last_month == main.last_month
            ]
            for group in names:
                tiltaks = {t for t, g in MAIN_GROUPS.items() if g == group}
                yield from by_place(groups(main, partners, group, tiltaks))
            yield from by_place(groups(main, partners, ALL, set(MAIN_GROUPS)))
    for report in reports:
        places = {
            (b, None if b in ("fylke", "kommune") else t, m)
            for b, t, m in report.listed
            if b != "tiltak" and (b, t) != ("labour_status", ALL)
        }
        for place in sorted(places, key=str):
            yield [listed(report, *place)]


def by_place(found: dict[tuple[str, int], Constraints]) -> Iterator[Constraints]:
    for place in sorted(found):
        yield found[place]


class FigureProgramme:
    """The figures as unknowns and the sums as rows, for HiGHS."""

    def __init__(self, reports: Sequence[Drawn], rows: Sequence[Constraint]) -> None:
        self.keys = [(r.report_id, c) for r in reports for c in r.figures]
        column = {key: n for n, key in enumerate(self.keys)}
        self.highs = highspy.Highs()
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("mip_rel_gap", 0.0)
        self.hidden = []
        for report in reports:
            for cell, figure in report.figures.items():
                low, high = bounds(report, cell)
                n = column[report.report_id, cell]
                self.highs.addVar(low, high)
                self.hidden += [n] if figure is None else []
        n = len(self.keys)
        kinds = np.array([highspy.HighsVarType.kInteger] * n)
        self.highs.changeColsIntegrality(n, np.arange(n, dtype=np.int32), kinds)
        for signs, least, most in rows:
            columns = np.array([column[key] for key in signs], np.int32)
            values = np.array(list(signs.values()), float)
            self.highs.addRow(least, most, len(columns), columns, values)

    def values(self, costs: Mapping[int, float]) -> list[int] | None:
        """The solution with the least cost; None without any."""
        cost = np.zeros(len(self.keys))
        cost[list(costs)] = list(costs.values())
        self.highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        self.highs.run()
        is_solved = self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        values = [round(value) for value in self.highs.getSolution().col_value]
        return values if is_solved else None

    def extremes(self) -> dict[Unknown, tuple[int, int]]:
        """The least and most of each hidden figure."""
        found, rng = {}, Random(0)
        # some solutions show that many figures reach 0 or 3
        seen = [
            self.values({n: rng.choice([-1.0, 1.0]) for n in self.hidden}) for _ in range(8)
        ]
        for n in self.hidden:
            for cost, bound in ((1.0, 0), (-1.0, 3)):
                if not any(values[n] == bound for values in seen if values):
                    seen.append(self.values({n: cost}))
            column = [values[n] for values in seen if values]
            found[self.keys[n]] = min(column), max(column)
        return found


def attack(reports: Sequence[Drawn]) -> dict[Unknown, tuple[int, int]] | None:
    """The bounds of every hidden figure; None where the figures contradict each other."""
    rows = [row for report in reports for row in sums(report)]
    offered = list(assumptions(reports))

    def is_possible(more: Constraints) -> bool:
        return FigureProgramme(reports, [*rows, *more]).values({}) is not None

    if not is_possible([]):
        return None
    return FigureProgramme(reports, [*rows, *kept(offered, is_possible)]).extremes()


def kept(
    offered: Sequence[Constraints], is_possible: Callable[[Constraints], bool]
) -> Constraints:
    """The assumptions that do not contradict those before them."""
    everything = [row for each in offered for row in each]
    if is_possible(everything):
        return everything
    found: Constraints = []
    for each in offered:
        if is_possible([*found, *each]):
            found += each
    return found
