"""The counts behind the figures of reports, and the sums that the figures print.

Each function that gives `Sums` is an assumption of the audit (docs/disclosure.md lists them).
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from tools.disclosure.figures import ALL, Codes, Figures
from tools.disclosure.system import Bools, Ints, Sums, System, joined

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
class Tables:
    """The figures of some reports with a count for each.

    `count` gives the number of each figure's count; figures of unrevised blocks share one.
    Raises ContradictionError where shared figures exclude each other.
    """

    figures: Figures
    codes: Codes
    without: Collection[Unit] = ()
    count: Ints = field(init=False)
    is_repeated: Bools = field(init=False)

    def __post_init__(self) -> None:
        n = len(self.figures.report)
        self.count, self.is_repeated = np.arange(n), np.zeros(n, bool)
        for older, newer in self.pairs():
            self._link(older, newer)

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
        return list(self.figures.tiltaks).index(ALL)

    @cached_property
    def all_members(self) -> int:
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

    # vintages -----------------------------------------------------------------

    def pairs(self) -> list[tuple[int, int]]:
        """Two reports of a series and year that follow each other."""
        reports = self.figures.reports
        return [
            (older, newer)
            for older, newer in pairwise(range(len(reports)))
            if (reports[older].series, reports[older].year)
            == (reports[newer].series, reports[newer].year)
        ]

    def _link(self, older: int, newer: int) -> None:
        """One count for what two reports in a row print of the same hidden cell.

        NAV does not say what it revised. A block counts as unrevised where both reports print
        its total and each of its members alike, `*` and not listed being alike; a hidden total
        must itself be in an unrevised block. Its hidden cells are then taken for the same.
        """
        f = self.figures
        old, new = (np.flatnonzero(f.report == report) for report in (older, newer))
        if not len(new):
            return
        # both in order of their keys
        place = np.minimum(np.searchsorted(f.keys[new], f.keys[old]), len(new) - 1)
        is_in_both = f.keys[new][place] == f.keys[old]
        old_lines, new_lines = old[is_in_both], new[place[is_in_both]]
        dropped = [
            unit.about[2]
            for unit in self.without
            if unit.kind == "vintage" and unit.about[:2] == (older, newer)
        ]
        before = np.full(len(f.report), -1)
        before[new_lines] = np.where(np.isin(f.month[new_lines], dropped), -1, old_lines)
        new_lines = new_lines[before[new_lines] >= 0]
        old_lines = before[new_lines]
        low, high = (f.low[old_lines], f.low[new_lines]), (f.high[old_lines], f.high[new_lines])
        equal = (low[0] == low[1]) & (high[0] == high[1])
        nobody = (np.minimum(*high) == 0) & (np.maximum(*low) == 0)
        alike = (equal | nobody) & (self.block[old_lines] == self.block[new_lines])
        blocks = np.unique(self.block[new])
        n_new, n_old, n_alike = (
            np.bincount(np.searchsorted(blocks, found), minlength=len(blocks) + 1)[:-1]
            for found in (
                self.block[new],
                self.block[old][np.isin(self.block[old], blocks)],
                self.block[new_lines[alike]],
            )
        )
        is_alike = (n_new == n_alike) & (n_old == n_alike) & (blocks >= 0)
        self._share(new, before, is_alike[np.searchsorted(blocks, self.block[new])])

    def _share(self, new: Ints, before: Ints, is_alike: Bools) -> None:
        """Give the figures of unrevised blocks the counts of the older report."""
        f, same = self.figures, np.zeros(len(before), bool)
        total = self.total[new]
        total_before = before[total]
        is_known = (
            (total_before >= 0)
            & (f.low[total] == f.high[total])
            & (f.low[total] == f.low[total_before])
            & (f.high[total] == f.high[total_before])
        )
        # from I alt down: a hidden total has been decided before the block below it
        for depth in range(3):
            unrevised = is_alike & (self.depth[new] == depth) & (is_known | same[total])
            lines = new[unrevised]
            self.is_repeated[lines] = True
            hidden = (f.high[before[lines]] > f.low[before[lines]]) | (
                f.high[before[lines]] == 0
            )
            same[lines[hidden]] = True
        self.count[same] = self.count[before[same]]

    # sums ---------------------------------------------------------------------

    def system(self) -> tuple[System, list[Unit]]:
        """The counts with all sums, and the assumptions that this rests on."""
        f = self.figures
        low, high = f.low.copy(), f.high.copy()
        np.maximum.at(low, self.count, f.low)
        np.minimum.at(high, self.count, f.high)
        groups, group_units = self.main_group_sums()
        listed, listed_units = self.listed_sums()
        # averages come last: `is_average_sum` counts on it
        parts = [
            self.block_sums(),
            self.status_sums(),
            self.one_block_sums(),
            groups,
            listed,
            self.average_sums(),
        ]
        vintages = [
            Unit("vintage", (older, newer, month))
            for older, newer in self.pairs()
            for month in range(1, f.reports[older].last_month + 1)
        ]
        units = [u for u in vintages if u not in self.without] + group_units + listed_units
        return System(low, high, Sums.stacked(parts)), units

    def is_average_sum(self, n_sums: int) -> Bools:
        """Which sums of the system are averages."""
        return np.arange(n_sums) >= n_sums - len(self.average_sums().least)

    def _sums_to(self, lines: Ints, totals: Ints) -> Sums:
        """The figures of `lines` add up to that of `totals`, 0 or more of them to each."""
        group_of, group = np.unique(totals, return_inverse=True)
        zeros = np.zeros(len(group_of), np.int64)
        return Sums.grouped(
            joined([group, np.arange(len(group_of))]),
            self.count[joined([lines, group_of])],
            joined([np.ones(len(lines), np.int64), np.full(len(group_of), -1)]),
            zeros,
            zeros,
        )

    def block_sums(self) -> Sums:
        """Members add up to their total; those of a repeated block did so before."""
        lines = np.flatnonzero((self.total >= 0) & ~self.is_repeated)
        group_of, first, group = np.unique(
            self.figures.report[lines] * (self.block.max(initial=0) + 1) + self.block[lines],
            return_index=True,
            return_inverse=True,
        )
        zeros = np.zeros(len(group_of), np.int64)
        return Sums.grouped(
            joined([group, np.arange(len(group_of))]),
            self.count[joined([lines, self.total[lines[first]]])],
            joined([np.ones(len(lines), np.int64), np.full(len(group_of), -1)]),
            zeros,
            zeros,
        )

    def status_sums(self) -> Sums:
        """The tiltak of a labour status add up to its total."""
        f, status = self.figures, self.breakdown("labour_status")
        lines = np.flatnonzero((f.breakdown == status) & (f.tiltak != self.all_tiltak))
        total = self.at(lines, status, np.full(len(lines), self.all_tiltak), f.member[lines])
        return self._sums_to(lines[total >= 0], total[total >= 0])

    def one_block_sums(self) -> Sums:
        """Kommuner of one block over all tiltak add up to the fylke of all tiltak together."""
        f = self.figures
        kommuner = np.flatnonzero(
            (f.breakdown == self.breakdown("kommune")) & (f.tiltak == self.all_tiltak)
        )
        fylker = np.flatnonzero(f.breakdown == self.breakdown("fylke"))
        fylker = fylker[self._has_all_blocks(fylker)]
        place = joined([self.fylke_of[f.member[kommuner]], f.member[fylker]])
        lines = joined([kommuner, fylker])
        key = (f.report[lines] * 13 + f.month[lines]) * (len(f.members) + 1) + place + 1
        _, group = np.unique(key, return_inverse=True)
        n_groups = int(group.max(initial=-1)) + 1
        both = np.isin(group, group[: len(kommuner)]) & np.isin(group, group[len(kommuner) :])
        sign = np.repeat([1, -1], [len(kommuner), len(fylker)])
        zeros = np.zeros(n_groups, np.int64)
        return Sums.grouped(group[both], self.count[lines[both]], sign[both], zeros, zeros)

    def _has_all_blocks(self, lines: Ints) -> Bools:
        """Whether each figure's report breaks every tiltak down by its breakdown that month."""
        f = self.figures
        month = f.report * 13 + f.month
        tiltak = (f.breakdown == self.breakdown("tiltak")) & (f.tiltak != self.all_tiltak)
        blocks = np.unique(
            np.stack([month[lines], f.breakdown[lines], f.tiltak[lines]]), axis=1
        )
        n_tiltak = np.bincount(month[tiltak], minlength=int(month.max(initial=0)) + 1)
        n_blocks = np.bincount(blocks[0], minlength=len(n_tiltak))
        is_broken_down = (n_tiltak == n_blocks)[month[lines]]
        found: Bools = np.logical_and(is_broken_down, f.tiltak[lines] != self.all_tiltak)
        return found

    def average_sums(self) -> Sums:
        """A printed average is the mean of its months, n.5 rounded either way.

        A `*` is anything that can be below 4 before or after rounding.
        """
        f, rows = self.figures, self.figures.rows
        place = rows.breakdown, rows.tiltak, rows.member
        lines = np.stack(
            [
                f.find(rows.report, f.key(np.full_like(rows.report, month), *place))
                for month in range(1, 13)
            ]
        )
        n = (lines >= 0).sum(axis=0)
        least = np.maximum(0, -((n - 2 * rows.average * n) // 2))
        most = (n + 2 * rows.average * n) // 2
        least = np.where(rows.average < 0, 0, least)
        most = np.where(rows.average < 0, np.maximum(4 * n - 1, 7 * n // 2), most)
        low = np.where(lines >= 0, f.low[lines], 0)
        high = np.where(lines >= 0, f.high[lines], 0)
        last = np.array([report.last_month for report in f.reports])
        says = (n == last[rows.report]) & (
            (low.sum(axis=0) < least) | (high.sum(axis=0) > most)
        )
        entries = (lines >= 0) & says
        group = np.broadcast_to(np.arange(len(n)), lines.shape)[entries]
        counts = self.count[lines[entries]]
        return Sums.grouped(group, counts, np.ones(len(counts), np.int64), least, most)

    def listed_sums(self) -> tuple[Sums, list[Unit]]:
        """A place that is listed had somebody this year in some tiltak of the report, another
        member in the tiltak under which it is listed."""
        f = self.figures
        kinds = (f.breakdown != self.breakdown("tiltak")) & ~(
            (f.breakdown == self.breakdown("labour_status")) & (f.tiltak == self.all_tiltak)
        )
        lines = np.flatnonzero(kinds)
        places = [self.breakdown("fylke"), self.breakdown("kommune")]
        tiltak = np.where(np.isin(f.breakdown[lines], places), -1, f.tiltak[lines])
        about = np.stack([f.report[lines], f.breakdown[lines], tiltak, f.member[lines]])
        found, group = _unique_columns(about)
        n = found.shape[1]
        says = (np.bincount(group, f.is_listed[lines], n) > 0) & (
            np.bincount(group, f.low[lines], n) == 0
        )
        units = [Unit("listed", tuple(map(int, found[:, g]))) for g in np.flatnonzero(says)]
        for unit in set(units) & set(self.without):
            same = np.equal(found.T, unit.about)
            says[same.all(axis=1)] = False
        entries = says[group] & (f.high[lines] > 0)
        sums = Sums.grouped(
            group[entries],
            self.count[lines[entries]],
            np.ones(int(entries.sum()), np.int64),
            np.ones(n, np.int64),
            np.full(n, FAR),
        )
        return sums, [unit for unit in units if unit not in set(self.without)]

    # main groups --------------------------------------------------------------

    def partners(self, report: int) -> list[int]:
        """Of each other series of the year the report that a report of main groups is held
        against: the newest that ends with the same month, else the newest."""
        f, mine = self.figures.reports, self.figures.reports[report]
        found: dict[str, int] = {}
        for n, other in enumerate(f):
            if other.series != mine.series and other.year == mine.year:
                best = found.get(other.series)
                fits = other.last_month == mine.last_month
                if best is None or fits or f[best].last_month != mine.last_month:
                    found[other.series] = n
        return list(found.values())

    def main_group_sums(self) -> tuple[Sums, list[Unit]]:
        """A main group of TILT100 is the sum of its tiltak, where the printed totals agree."""
        f = self.figures
        groups = np.unique(self.group_of[self.group_of >= 0])
        with_groups = np.unique(f.report[np.isin(f.tiltak, groups)])
        together = np.where(self.group_of >= 0, self.all_tiltak, -1)
        parts, units = [], []
        for report in with_groups:
            partners = [n for n in self.partners(int(report)) if n not in with_groups]
            for group_of in (self.group_of, together):
                sums, found = self._held_against(int(report), partners, group_of)
                parts.append(sums)
                units += found
        return Sums.stacked(parts), units

    def _held_against(
        self, report: int, partners: list[int], group_of: Ints
    ) -> tuple[Sums, list[Unit]]:
        f = self.figures
        parts = np.flatnonzero(np.isin(f.report, partners) & (group_of[f.tiltak] >= 0))
        wholes = np.flatnonzero((f.report == report) & np.isin(f.tiltak, group_of))
        lines = joined([wholes, parts])
        tiltak = joined([f.tiltak[wholes], group_of[f.tiltak[parts]]])
        is_whole = np.arange(len(lines)) < len(wholes)
        key = f.key(f.month[lines], f.breakdown[lines], tiltak, f.member[lines])
        found, group = np.unique(key, return_inverse=True)
        n = len(found)
        both = self._both(group, is_whole, n)
        month_group = f.month[lines] * len(f.tiltaks) + tiltak
        of_totals = f.breakdown[lines] == self.breakdown("tiltak")
        agrees = both & self._agrees(lines, group, is_whole, n)
        totals = np.unique(month_group[of_totals & agrees[group]])
        slack = self._left_out(parts, group_of, f.breakdown[lines], month_group)
        entries = both[group] & np.isin(month_group, totals)
        # noted per block: what contradicts itself is given up for a block
        abouts = np.stack(
            [np.full(len(lines), report), tiltak, f.breakdown[lines], f.month[lines]]
        )
        without = {u.about for u in self.without if u.kind == "group"}
        blocks, block = _unique_columns(abouts[:, entries])
        is_kept = np.array([tuple(map(int, b)) not in without for b in blocks.T], bool)
        entries[entries] = is_kept[block]
        most = np.zeros(n, np.int64)
        np.maximum.at(most, group, slack)
        sums = Sums.grouped(
            group[entries],
            self.count[lines[entries]],
            np.where(is_whole, 1, -1)[entries],
            np.zeros(n, np.int64),
            most,
        )
        return sums, [Unit("group", tuple(map(int, b))) for b in blocks.T[is_kept]]

    def _both(self, group: Ints, is_whole: Bools, n: int) -> Bools:
        """Which groups have a main group and a tiltak of it."""
        wholes = np.bincount(group[is_whole], minlength=n)
        parts = np.bincount(group[~is_whole], minlength=n)
        both: Bools = (wholes > 0) & (parts > 0)
        return both

    def _agrees(self, lines: Ints, group: Ints, is_whole: Bools, n: int) -> Bools:
        """In which groups the printed figures can add up."""

        def added(values: Ints, which: Bools) -> Ints:
            return np.bincount(group[which], values[lines][which], n).astype(np.int64)

        f = self.figures
        too_few = added(f.low, is_whole) > added(f.high, ~is_whole)
        too_many = added(f.high, is_whole) < added(f.low, ~is_whole)
        agrees: Bools = ~(too_few | too_many)
        return agrees

    def _left_out(
        self, parts: Ints, group_of: Ints, breakdown: Ints, month_group: Ints
    ) -> Ints:
        """The most persons in blocks that are left out, for each line: a small tiltak may have
        a total and no block."""
        f = self.figures
        totals = parts[f.breakdown[parts] == self.breakdown("tiltak")]
        has_block = np.unique(
            (f.month[parts] * len(f.breakdowns) + f.breakdown[parts]) * len(f.tiltaks)
            + f.tiltak[parts]
        )
        most = np.zeros(len(breakdown), np.int64)
        for b in range(len(f.breakdowns)):
            code = (f.month[totals] * len(f.breakdowns) + b) * len(f.tiltaks) + f.tiltak[totals]
            missing = totals[~np.isin(code, has_block)]
            of = f.month[missing] * len(f.tiltaks) + group_of[f.tiltak[missing]]
            n = int(month_group.max(initial=0)) + 1
            persons = np.bincount(of[of < n], f.high[missing][of < n], n).astype(np.int64)
            most = np.where(breakdown == b, persons[month_group], most)
        return most


def _unique_columns(columns: Ints) -> tuple[Ints, Ints]:
    """The different columns, and which of them each is."""
    found, group = np.unique(columns, axis=1, return_inverse=True)
    return found, np.asarray(group).reshape(-1)
