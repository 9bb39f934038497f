"""How the figures of a series hang together: sums within a report, averages, vintages."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence, Set
from itertools import pairwise

from tools.disclosure.bounds import attack
from tools.disclosure.printed import MOST_HIDDEN, Average, Cell, Vintage
from tools.disclosure.sums import ContradictionError, Sum, System

Key = tuple[str, Cell]
"""A figure as one report prints it: the report_id and the cell."""
Blocks = dict[tuple[Cell, str], list[Cell]]
"""The cells that add up to a figure, by that figure and their breakdown."""


def above(cell: Cell, vintage: Vintage, fylker: Mapping[str, str]) -> Cell | None:
    """The figure that a cell is a part of: for a kommune its fylke where that is printed."""
    of = Cell(cell.month, "tiltak", "ALL" if cell.breakdown == "tiltak" else cell.tiltak, "ALL")
    if cell.breakdown == "kommune":
        fylke = Cell(cell.month, "fylke", cell.tiltak, fylker[cell.member])
        of = fylke if fylke in vintage.figures else of
    return of if of != cell and of in vintage.figures else None


def blocks(vintage: Vintage, fylker: Mapping[str, str]) -> Blocks:
    """All sums of a report but those of a labour status over its tiltak."""
    found: Blocks = defaultdict(list)
    for cell in vintage.figures:
        total = above(cell, vintage, fylker)
        if total:
            found[total, cell.breakdown].append(cell)
    return found


def status_blocks(vintage: Vintage) -> Blocks:
    """The tiltak that add up to the total of a labour status."""
    found: Blocks = defaultdict(list)
    for cell in vintage.figures:
        if cell.breakdown == "labour_status" and cell.tiltak != "ALL":
            found[cell._replace(tiltak="ALL"), cell.breakdown].append(cell)
    return found


def unrevised(
    older: Vintage, newer: Vintage, older_blocks: Blocks, newer_blocks: Blocks
) -> Iterator[Cell]:
    """The hidden cells that two reports speak of as the same count.

    NAV does not say what it revised. A block counts as unrevised where both reports print its
    total and each of its members alike, `*` or not listed being alike; a hidden total must
    itself stand in an unrevised block. Its hidden cells are then taken for the same.
    """

    def alike(cell: Cell) -> bool:
        figures = older.figures.get(cell, -1), newer.figures.get(cell, -1)
        return figures[0] == figures[1] or set(figures) == {None, 0}

    same: set[Cell] = set()
    # from I alt down: a hidden total has been decided before the block below it
    for total, breakdown in sorted(older_blocks, key=lambda block: _depth(block[0])):
        members = older_blocks[total, breakdown]
        if (
            (total in same or older.figures[total] == newer.figures.get(total) is not None)
            and set(members) == set(newer_blocks.get((total, breakdown), ()))
            and all(map(alike, members))
        ):
            same.update(cell for cell in members if not older.figures[cell])
    yield from sorted(same)


def _depth(cell: Cell) -> int:
    return 0 if cell.tiltak == "ALL" else 1 if cell.breakdown == "tiltak" else 2


class Tables:
    """The system of sums of one series, with a count for each figure of each report."""

    def __init__(
        self,
        vintages: Sequence[Vintage],
        fylker: Mapping[str, str],
        revised: Container[Key] = (),
    ) -> None:
        """`revised` are hidden figures that are not taken for those of an older report."""
        self.revised = revised
        self.system = System()
        self.counts: dict[Key, int] = {}
        parts = [blocks(vintage, fylker) for vintage in vintages]
        self._link(vintages, parts, revised)
        for vintage, sums in zip(vintages, parts, strict=True):
            self._count(vintage)
            self._add_up(vintage, {**sums, **status_blocks(vintage)})
            self._average(vintage)

    def _link(
        self, vintages: Sequence[Vintage], parts: Sequence[Blocks], revised: Container[Key]
    ) -> None:
        """One count for what two reports in a row say of the same hidden cell."""
        for (older, old), (newer, new) in pairwise(zip(vintages, parts, strict=True)):
            for cell in unrevised(older, newer, old, new):
                if (newer.report_id, cell) not in revised:
                    count = self._counted((older.report_id, cell), older.figures[cell])
                    self.counts[newer.report_id, cell] = count

    def _counted(self, key: Key, figure: int | None) -> int:
        """The number of a figure's count, narrowed to what this report says of it."""
        low, high = (0, MOST_HIDDEN) if figure is None else (figure, figure)
        if key not in self.counts:
            self.counts[key] = self.system.count(low, high)
        else:
            self.system.narrow(self.counts[key], low, high)
        return self.counts[key]

    def _count(self, vintage: Vintage) -> None:
        for cell, figure in vintage.figures.items():
            self._counted((vintage.report_id, cell), figure)

    def _add_up(self, vintage: Vintage, sums: Blocks) -> None:
        for (total, _), members in sums.items():
            plus = tuple(self.counts[vintage.report_id, cell] for cell in members)
            minus = (self.counts[vintage.report_id, total],)
            self.system.sums.append(Sum(plus, minus, 0, 0))

    def _average(self, vintage: Vintage) -> None:
        months = vintage.months()
        for average in vintage.averages:
            keys = [(vintage.report_id, Cell(month, *average[:3])) for month in months]
            counts = tuple(self.counts[key] for key in keys)
            self.system.sums.append(Sum(counts, (), *sum_of_months(average, len(months))))


def sum_of_months(average: Average, months: int) -> tuple[int, int]:
    """The least and most persons that the months add up to; n.5 may be rounded either way.

    >>> sum_of_months(Average("tiltak", "VV", "ALL", 4), 3)
    (11, 13)
    >>> sum_of_months(Average("tiltak", "VV", "ALL", None), 3)
    (0, 10)
    """
    low, high = (0, MOST_HIDDEN) if average.printed is None else (average.printed,) * 2
    least = max(0, -((months - 2 * low * months) // 2))
    return least, (months + 2 * high * months) // 2


def attacked(vintages: Sequence[Vintage], fylker: Mapping[str, str]) -> Tables:
    """The tables of a series with the exact bounds of each count.

    Where figures that were taken for the same contradict each other, some were revised after
    all: whatever is tied to the contradiction is then a count of its own in every report.
    Raises ContradictionError where the figures of one report contradict each other.
    """
    revised: set[Key] = set()
    while True:
        tables = Tables(vintages, fylker, revised)
        try:
            attack(tables.system)
            return tables
        except ContradictionError as error:
            doubted = _shared(Tables(vintages, fylker, revised), error.counts)
            if not doubted:
                raise
            revised |= doubted


def _shared(tables: Tables, concerned: Set[int]) -> set[Key]:
    """The figures tied to these counts that several reports share."""
    keys_of: dict[int, set[Key]] = defaultdict(set)
    for key, count in tables.counts.items():
        keys_of[count].add(key)
    shared = {count: keys for count, keys in keys_of.items() if len(keys) > 1}
    for count in shared:
        tables.system.low[count], tables.system.high[count] = 0, MOST_HIDDEN
    tied = [part.counts for part in tables.system.components() if part.counts & concerned]
    return {key for counts in tied for i in counts & shared.keys() for key in shared[i]}
