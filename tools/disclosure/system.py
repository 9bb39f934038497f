"""Unknown counts, the sums that tie them, and what the sums alone leave for each count.

Arrays of a year at once: a step of narrowing is then a few operations of numpy, where a loop
over sums is one per sum.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class ContradictionError(Exception):
    """No counts can have these sums; `counts` are some of those concerned."""

    def __init__(self, counts: Ints) -> None:
        super().__init__("the figures contradict each other")
        self.counts = counts


@dataclass(frozen=True)
class Sums:
    """`least` ≤ the counts of a sum, each times its sign, added ≤ `most`, in persons.

    Entry e says that count `count[e]` is in sum `of[e]` with `sign[e]`, 1 or -1. Entries are in
    order of their sum, and every sum has one at least.
    """

    of: Ints
    count: Ints
    sign: Ints
    least: Ints
    most: Ints

    @staticmethod
    def grouped(group: Ints, count: Ints, sign: Ints, least: Ints, most: Ints) -> "Sums":
        """Sums of entries in any order; groups without an entry are omitted."""
        order = np.argsort(group, kind="stable")
        used, of = np.unique(group[order], return_inverse=True)
        return Sums(of.astype(np.int64), count[order], sign[order], least[used], most[used])

    @staticmethod
    def stacked(parts: Sequence["Sums"]) -> "Sums":
        """All the sums of several, in this order."""
        before = np.cumsum([0, *(len(part.least) for part in parts)])
        moved = [part.of + n for part, n in zip(parts, before, strict=False)]
        return Sums(
            joined(moved),
            joined([part.count for part in parts]),
            joined([part.sign for part in parts]),
            joined([part.least for part in parts]),
            joined([part.most for part in parts]),
        )

    @property
    def start(self) -> Ints:
        """The first entry of each sum."""
        return np.searchsorted(self.of, np.arange(len(self.least)))

    def only(self, kept: Bools) -> "Sums":
        """The sums that are kept."""
        number = np.cumsum(kept) - 1
        entries = kept[self.of]
        return Sums(
            number[self.of[entries]],
            self.count[entries],
            self.sign[entries],
            self.least[kept],
            self.most[kept],
        )


def joined(parts: Sequence[Ints]) -> Ints:
    """One array after the other; none give an empty one."""
    return np.concatenate([np.empty(0, np.int64), *parts])


def ranges(start: Ints, length: Ints) -> Ints:
    """start, start + 1 … of each length, one range after the other.

    >>> ranges(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    before = np.cumsum(length) - length
    return np.repeat(start - before, length) + np.arange(length.sum())


@dataclass
class System:
    """The least and most value of each count, and the sums; `propagate` narrows in place."""

    low: Ints
    high: Ints
    sums: Sums

    def copy(self) -> "System":
        """The same again, to be narrowed further."""
        return System(self.low.copy(), self.high.copy(), self.sums)

    def bounds(self, entries: slice | Ints = slice(None)) -> tuple[Ints, Ints]:
        """The least and most of each entry, times its sign."""
        count, plus = self.sums.count[entries], self.sums.sign[entries] > 0
        low, high = self.low[count], self.high[count]
        return np.where(plus, low, -high), np.where(plus, high, -low)

    def propagate(self) -> None:
        """Narrow every count to what each sum leaves for it, until nothing changes.

        Raises ContradictionError where no value is left.
        """
        if np.any(self.low > self.high):
            raise ContradictionError(np.flatnonzero(self.low > self.high))
        by_count = np.argsort(self.sums.count, kind="stable")
        ends = np.searchsorted(self.sums.count[by_count], np.arange(len(self.low) + 1))
        start = np.append(self.sums.start, len(self.sums.of))
        waiting = np.arange(len(self.sums.least))
        while len(waiting):
            changed = self._narrow(waiting, start)
            entries = by_count[ranges(ends[changed], ends[changed + 1] - ends[changed])]
            waiting = np.unique(self.sums.of[entries])

    def _narrow(self, which: Ints, start: Ints) -> Ints:
        """Narrow by each of these sums once; the counts that changed."""
        length = start[which + 1] - start[which]
        entries, first = ranges(start[which], length), np.cumsum(length) - length
        low, high = self.bounds(entries)
        least, most = np.add.reduceat(low, first), np.add.reduceat(high, first)
        wrong = (least > self.sums.most[which]) | (most < self.sums.least[which])
        if wrong.any():
            raise ContradictionError(self.sums.count[entries[np.repeat(wrong, length)]])
        spare = np.repeat(self.sums.most[which] - least, length)
        missing = np.repeat(most - self.sums.least[which], length)
        narrowed = (low + spare < high) | (high - missing > low)
        count, plus = self.sums.count[entries[narrowed]], self.sums.sign[entries[narrowed]] > 0
        new_low = np.maximum(low, high - missing)[narrowed]
        new_high = np.minimum(high, low + spare)[narrowed]
        np.maximum.at(self.low, count, np.where(plus, new_low, -new_high))
        np.minimum.at(self.high, count, np.where(plus, new_high, -new_low))
        changed = np.unique(count)
        if np.any(self.low[changed] > self.high[changed]):
            raise ContradictionError(changed[self.low[changed] > self.high[changed]])
        return changed

    def open_sums(self) -> Sums:
        """The sums that still tie open counts, with those alone: what is known is taken off."""
        low, high = self.bounds()
        start = self.sums.start
        if not len(start):
            return self.sums
        least, most = np.add.reduceat(low, start), np.add.reduceat(high, start)
        ties = (least < self.sums.least) | (most > self.sums.most)
        is_open = low < high
        known = np.add.reduceat(np.where(is_open, 0, low), start)
        entries = is_open & ties[self.sums.of]
        return Sums.grouped(
            self.sums.of[entries],
            self.sums.count[entries],
            self.sums.sign[entries],
            np.maximum(self.sums.least, least) - known,
            # no more than its counts: HiGHS found no solution where a bound was 1e12
            np.minimum(self.sums.most, most) - known,
        )


def components(sums: Sums, n_counts: int) -> Ints:
    """For each count the least count that sums tie it to, over any number of steps."""
    label = np.arange(n_counts)
    start = sums.start
    while len(start):
        least = np.minimum.reduceat(label[sums.count], start)
        tied = label.copy()
        np.minimum.at(tied, sums.count, least[sums.of])
        np.minimum.at(tied, label[sums.count], least[sums.of])
        tied = tied[tied]  # a label's own label: a chain of n sums takes log n rounds
        if np.array_equal(tied, label):
            break
        label = tied
    return label
