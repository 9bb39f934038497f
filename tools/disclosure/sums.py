"""Unknown counts tied together by sums, and what the sums alone leave for each of them."""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sum:
    """`least` ≤ the counts in `plus`, added, less those in `minus` ≤ `most`, in persons."""

    plus: tuple[int, ...]
    minus: tuple[int, ...]
    least: int
    most: int

    @property
    def terms(self) -> list[tuple[int, int]]:
        """Each count with its sign, 1 or -1."""
        return [(i, 1) for i in self.plus] + [(i, -1) for i in self.minus]


class ContradictionError(Exception):
    """No counts can have these sums; `counts` are the ones concerned."""

    def __init__(self, counts: Iterable[int]) -> None:
        super().__init__("the figures contradict each other")
        self.counts = frozenset(counts)


@dataclass
class System:
    """Counts by number, each with its least and most value, and the sums that tie them."""

    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)

    def copy(self) -> "System":
        """The same again, to be narrowed further."""
        return System(list(self.low), list(self.high), list(self.sums))

    def count(self, low: int, high: int) -> int:
        """The number of a new count."""
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def narrow(self, count: int, low: int, high: int) -> bool:
        """Keep what a count can be within these bounds; whether that changed anything.

        Raises ContradictionError where nothing is left.
        """
        before = (self.low[count], self.high[count])
        after = (max(low, before[0]), min(high, before[1]))
        self.low[count], self.high[count] = after
        if after[0] > after[1]:
            raise ContradictionError([count])
        return after != before

    def propagate(self) -> None:
        """Narrow every count to what each sum leaves for it, until nothing changes.

        Raises ContradictionError where no value is left.
        """
        sums_of: dict[int, list[int]] = defaultdict(list)
        for n, each in enumerate(self.sums):
            for i, _ in each.terms:
                sums_of[i].append(n)
        queue, waiting = deque(range(len(self.sums))), set(range(len(self.sums)))
        while queue:
            n = queue.popleft()
            waiting.discard(n)
            for other in {
                m for i in self._narrow_by(self.sums[n]) for m in sums_of[i]
            } - waiting:
                queue.append(other)
                waiting.add(other)

    def _narrow_by(self, each: Sum) -> list[int]:
        """The counts that one sum narrows."""
        least, most = self.range_of(each)
        if least > each.most or most < each.least:
            raise ContradictionError(i for i, _ in each.terms)
        if each.least <= least and most <= each.most:
            return []
        spare, missing = each.most - least, most - each.least
        changed = []
        for i, sign in each.terms:
            low, high = self.low[i], self.high[i]
            if low == high:
                continue
            bounds = (
                (high - missing, low + spare) if sign > 0 else (high - spare, low + missing)
            )
            if self.narrow(i, *bounds):
                changed.append(i)
        return changed

    def range_of(self, each: Sum) -> tuple[int, int]:
        """The least and most that the counts of a sum give, each for itself."""
        least = sum(self.low[i] for i in each.plus) - sum(self.high[i] for i in each.minus)
        most = sum(self.high[i] for i in each.plus) - sum(self.low[i] for i in each.minus)
        return least, most

    def components(self) -> list["Component"]:
        """The counts that are still open, by which sums tie them together."""
        ties = []
        for each in self.sums:
            least, most = self.range_of(each)
            if least < each.least or most > each.most:
                ties.append((each, [i for i, _ in each.terms if self.low[i] < self.high[i]]))
        return _connected(ties)


@dataclass
class Component:
    """Open counts and the sums that tie them to each other and to no other open count."""

    counts: set[int]
    sums: list[Sum]
    n_ends: int

    @property
    def is_tree(self) -> bool:
        """No way round: then narrowing sum by sum gives the exact bounds."""
        return len(self.counts) + len(self.sums) == self.n_ends + 1


def _connected(ties: Sequence[tuple[Sum, list[int]]]) -> list[Component]:
    parent: dict[int, int] = {}

    def root(i: int) -> int:
        parent.setdefault(i, i)
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    ties = [(each, open_counts) for each, open_counts in ties if open_counts]
    for _, open_counts in ties:
        for i in open_counts:
            parent[root(i)] = root(open_counts[0])
    found: dict[int, Component] = {}
    for each, open_counts in ties:
        component = found.setdefault(root(open_counts[0]), Component(set(), [], 0))
        component.counts.update(open_counts)
        component.sums.append(each)
        component.n_ends += len(open_counts)
    return list(found.values())
