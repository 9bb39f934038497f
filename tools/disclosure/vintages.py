"""Two reports in a row that print a month alike: their hidden cells are the same counts.

Each report alone may leave a star its four values where two of them, with other averages, do
not.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from tools.disclosure.figures import AuditedReport
from tools.disclosure.linked_tables import LinkedTables
from tools.disclosure.system import Bools, Ints


def pairs(reports: Sequence[AuditedReport]) -> list[tuple[int, int]]:
    """Two reports of a series and year that follow each other."""
    return [
        (older, newer)
        for older, newer in pairwise(range(len(reports)))
        if (reports[older].series, reports[older].year)
        == (reports[newer].series, reports[newer].year)
    ]


def link(tables: LinkedTables, older: int, newer: int) -> None:
    """One count for what two reports in a row print of the same hidden cell.

    NAV does not say what it revised. A block counts as unrevised where both reports print
    its total and each of its members alike, `*` and not listed being alike; a hidden total
    must itself be in an unrevised block. Its hidden cells are then taken for the same.
    """
    f = tables.figures
    old, new = f.lines_of(older), f.lines_of(newer)
    if not len(new):
        return
    dropped = [
        unit.about[2]
        for unit in tables.without
        if unit.kind == "vintage" and unit.about[:2] == (older, newer)
    ]
    # both in order of their keys
    place = np.minimum(np.searchsorted(f.keys[new], f.keys[old]), len(new) - 1)
    is_in_both = (f.keys[new][place] == f.keys[old]) & ~np.isin(f.month[old], dropped)
    before = np.full(len(new), -1)
    before[place[is_in_both]] = old[is_in_both]
    is_alike = _alike(tables, new, before)
    blocks, block = np.unique(tables.block[new], return_inverse=True)
    of_old = np.minimum(np.searchsorted(blocks, tables.block[old]), len(blocks) - 1)
    n_new, n_old, n_alike = (
        np.bincount(found, minlength=len(blocks))
        for found in (block, of_old[blocks[of_old] == tables.block[old]], block[is_alike])
    )
    is_unrevised = (n_new == n_alike) & (n_old == n_alike) & (blocks >= 0)
    _share(tables, new, before, is_unrevised[block])


def _alike(tables: LinkedTables, new: Ints, before: Ints) -> Bools:
    """Whether the older report prints each figure alike, in the same block."""
    f = tables.figures
    low, high = (f.low[before], f.low[new]), (f.high[before], f.high[new])
    equal = (low[0] == low[1]) & (high[0] == high[1])
    nobody = (np.minimum(*high) == 0) & (np.maximum(*low) == 0)
    in_block = tables.block[before] == tables.block[new]
    alike: Bools = (before >= 0) & (equal | nobody) & in_block
    return alike


def _share(tables: LinkedTables, new: Ints, before: Ints, is_unrevised: Bools) -> None:
    """Give the figures of unrevised blocks the counts of the older report."""
    f, same = tables.figures, np.zeros(len(new), bool)
    total = np.maximum(tables.total[new], new[0])  # a block has a total
    total_before = before[total - new[0]]
    is_known = (
        (total_before >= 0)
        & (f.low[total] == f.high[total])
        & (f.low[total] == f.low[total_before])
        & (f.high[total] == f.high[total_before])
    )
    # from I alt down: a hidden total has been decided before the block below it
    for depth in range(3):
        found = is_unrevised & (tables.depth[new] == depth)
        found &= is_known | same[total - new[0]]
        tables.is_repeated[new[found]] = True
        high, low = f.high[before[found]], f.low[before[found]]
        same[found] = (high > low) | (high == 0)
    tables.count[new[same]] = tables.count[before[same]]
