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
    old, new = (np.flatnonzero(f.report == report) for report in (older, newer))
    if not len(new):
        return
    # both in order of their keys
    place = np.minimum(np.searchsorted(f.keys[new], f.keys[old]), len(new) - 1)
    is_in_both = f.keys[new][place] == f.keys[old]
    old_lines, new_lines = old[is_in_both], new[place[is_in_both]]
    dropped = [
        unit.about[2]
        for unit in tables.without
        if unit.kind == "vintage" and unit.about[:2] == (older, newer)
    ]
    before = np.full(len(f.report), -1)
    before[new_lines] = np.where(np.isin(f.month[new_lines], dropped), -1, old_lines)
    new_lines = new_lines[before[new_lines] >= 0]
    old_lines = before[new_lines]
    low, high = (f.low[old_lines], f.low[new_lines]), (f.high[old_lines], f.high[new_lines])
    equal = (low[0] == low[1]) & (high[0] == high[1])
    nobody = (np.minimum(*high) == 0) & (np.maximum(*low) == 0)
    alike = (equal | nobody) & (tables.block[old_lines] == tables.block[new_lines])
    blocks = np.unique(tables.block[new])
    n_new, n_old, n_alike = (
        np.bincount(np.searchsorted(blocks, found), minlength=len(blocks) + 1)[:-1]
        for found in (
            tables.block[new],
            tables.block[old][np.isin(tables.block[old], blocks)],
            tables.block[new_lines[alike]],
        )
    )
    is_alike = (n_new == n_alike) & (n_old == n_alike) & (blocks >= 0)
    _share(tables, new, before, is_alike[np.searchsorted(blocks, tables.block[new])])


def _share(tables: LinkedTables, new: Ints, before: Ints, is_alike: Bools) -> None:
    """Give the figures of unrevised blocks the counts of the older report."""
    f, same = tables.figures, np.zeros(len(before), bool)
    total = tables.total[new]
    total_before = before[total]
    is_known = (
        (total_before >= 0)
        & (f.low[total] == f.high[total])
        & (f.low[total] == f.low[total_before])
        & (f.high[total] == f.high[total_before])
    )
    # from I alt down: a hidden total has been decided before the block below it
    for depth in range(3):
        unrevised = is_alike & (tables.depth[new] == depth) & (is_known | same[total])
        lines = new[unrevised]
        tables.is_repeated[lines] = True
        hidden = (f.high[before[lines]] > f.low[before[lines]]) | (f.high[before[lines]] == 0)
        same[lines[hidden]] = True
    tables.count[same] = tables.count[before[same]]
