"""The counts behind the figures of reports, and which figure is a part of which.

Sums, main groups and vintages all need to know which figure contains which: it is written
down once, here.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from tools.disclosure.figures import ALL, Codes, Figures
from tools.disclosure.system import Bools, Ints

FAR = 1 << 40
"""More persons than any sum."""


class Unit(NamedTuple):
    """An assumption that figures may contradict; what it is about, as numbers.

    vintage: two reports and a month. group: report, main group, breakdown and month.
    listed: report, breakdown, tiltak (-1: any) and member.
    """

    kind: str
    about: tuple[int, ...]


@dataclass
class LinkedTables:
    """The figures of some reports with a count for each.

    `count` gives the number of each figure's count, its own until `vintages` links two reports;
    `is_repeated` marks figures whose block an earlier report prints alike.
    """

    figures: Figures
    codes: Codes
    without: Collection[Unit] = ()
    count: Ints = field(init=False)
    is_repeated: Bools = field(init=False)

    def __post_init__(self) -> None:
        n = len(self.figures.report)
        self.count, self.is_repeated = np.arange(n), np.zeros(n, bool)

    # names and places ---------------------------------------------------------

    @cached_property
    def fylke_of(self) -> Ints:
        """The member number of each member's fylke, -1 for one that is no kommune."""
        number = {name: n for n, name in enumerate(self.figures.members)}
        fylker = (self.codes.fylker.get(name, "") for name in self.figures.members)
        return np.array([number.get(name, -1) for name in fylker])

    @cached_property
    def group_of(self) -> Ints:
        """The tiltak number of each tiltak's main group, -1 without one."""
        number = {name: n for n, name in enumerate(self.figures.tiltaks)}
        groups = (self.codes.main_groups.get(name, "") for name in self.figures.tiltaks)
        return np.array([number.get(name, -1) for name in groups])

    def breakdown(self, name: str) -> int:
        """The number of a breakdown, -1 where no report has it."""
        names = list(self.figures.breakdowns)
        return names.index(name) if name in names else -1

    @cached_property
    def all_tiltak(self) -> int:
        """The number of `ALL` among the tiltak."""
        return list(self.figures.tiltaks).index(ALL)

    @cached_property
    def all_members(self) -> int:
        """The number of `ALL` among the members."""
        return list(self.figures.members).index(ALL)

    # totals -------------------------------------------------------------------

    def at(self, lines: Ints, breakdown: int, tiltak: Ints, member: Ints) -> Ints:
        """The lines of other figures of the same reports and months, -1 where not printed."""
        f = self.figures
        if breakdown < 0:
            return np.full(len(lines), -1)
        key = f.key(f.month[lines], np.full(len(lines), breakdown), tiltak, member)
        return f.find(f.report[lines], key)

    @cached_property
    def total(self) -> Ints:
        """The line of the figure that each is a part of, -1 without one.

        A kommune is a part of its fylke where that is printed, else of the tiltak.
        """
        f = self.figures
        lines, everyone = np.arange(len(f.report)), np.full(len(f.report), self.all_members)
        tiltak = np.where(f.breakdown == self.breakdown("tiltak"), self.all_tiltak, f.tiltak)
        total = self.at(lines, self.breakdown("tiltak"), tiltak, everyone)
        kommuner = np.flatnonzero(f.breakdown == self.breakdown("kommune"))
        fylke = self.at(
            kommuner,
            self.breakdown("fylke"),
            f.tiltak[kommuner],
            self.fylke_of[f.member[kommuner]],
        )
        total[kommuner] = np.where(fylke >= 0, fylke, total[kommuner])
        return np.where(total == lines, -1, total)

    @cached_property
    def block(self) -> Ints:
        """A number for the total and breakdown of each figure, the same in every report."""
        key = (
            self.figures.keys[self.total] * len(self.figures.breakdowns)
            + self.figures.breakdown
        )
        return np.where(self.total >= 0, key, -1)

    @cached_property
    def depth(self) -> Ints:
        """How far below I alt a figure's total is: 0, 1 or 2."""
        f = self.figures
        of_tiltak = f.breakdown[self.total] == self.breakdown("tiltak")
        return np.where(f.tiltak[self.total] == self.all_tiltak, 0, np.where(of_tiltak, 1, 2))


def unique_columns(columns: Ints) -> tuple[Ints, Ints]:
    """The different columns in order, and which of them each is; no number is below -1.

    Numbers are sorted ten times as fast as columns: each column is packed into one.
    """
    sizes = tuple(columns.max(axis=1, initial=-1) + 2)
    packed = np.ravel_multi_index(tuple(columns + 1), sizes)
    found, group = np.unique(packed, return_inverse=True)
    return np.stack(np.unravel_index(found, sizes)) - 1, group.astype(np.int64)
