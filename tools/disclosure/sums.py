"""The sums that a report prints, each an assumption of the audit: docs/disclosure.md.

Each is a function of its own, to be tested and to be doubted alone: a sum that NAV does not
print would call cells disclosed that are not.
"""

import numpy as np

from tools.disclosure.linked_tables import FAR, LinkedTables, Unit, unique_columns
from tools.disclosure.system import Bools, Ints, Sums, joined


def block_sums(tables: LinkedTables) -> Sums:
    """Members add up to their total; those of a repeated block did so before."""
    lines = np.flatnonzero((tables.total >= 0) & ~tables.is_repeated)
    group_of, first, group = np.unique(
        tables.figures.report[lines] * (tables.block.max(initial=0) + 1) + tables.block[lines],
        return_index=True,
        return_inverse=True,
    )
    zeros = np.zeros(len(group_of), np.int64)
    return Sums.grouped(
        joined([group, np.arange(len(group_of))]),
        tables.count[joined([lines, tables.total[lines[first]]])],
        joined([np.ones(len(lines), np.int64), np.full(len(group_of), -1)]),
        zeros,
        zeros,
    )


def status_sums(tables: LinkedTables) -> Sums:
    """The tiltak of a labour status add up to its total."""
    f, status = tables.figures, tables.breakdown("labour_status")
    lines = np.flatnonzero((f.breakdown == status) & (f.tiltak != tables.all_tiltak))
    total = tables.at(lines, status, np.full(len(lines), tables.all_tiltak), f.member[lines])
    return _sums_to(tables, lines[total >= 0], total[total >= 0])


def one_block_sums(tables: LinkedTables) -> Sums:
    """Kommuner of one block over all tiltak add up to the fylke of all tiltak together."""
    f = tables.figures
    kommuner = np.flatnonzero(
        (f.breakdown == tables.breakdown("kommune")) & (f.tiltak == tables.all_tiltak)
    )
    fylker = np.flatnonzero(f.breakdown == tables.breakdown("fylke"))
    fylker = fylker[_has_all_blocks(tables, fylker)]
    place = joined([tables.fylke_of[f.member[kommuner]], f.member[fylker]])
    lines = joined([kommuner, fylker])
    key = (f.report[lines] * 13 + f.month[lines]) * (len(f.members) + 1) + place + 1
    _, group = np.unique(key, return_inverse=True)
    n_groups = int(group.max(initial=-1)) + 1
    both = np.isin(group, group[: len(kommuner)]) & np.isin(group, group[len(kommuner) :])
    sign = np.repeat([1, -1], [len(kommuner), len(fylker)])
    zeros = np.zeros(n_groups, np.int64)
    return Sums.grouped(group[both], tables.count[lines[both]], sign[both], zeros, zeros)


def average_sums(tables: LinkedTables) -> Sums:
    """A printed average is the mean of its months, n.5 rounded either way.

    A `*` is anything that can be below 4 before or after rounding.
    """
    f, averages = tables.figures, tables.figures.averages
    place = averages.breakdown, averages.tiltak, averages.member
    lines = np.stack(
        [
            f.find(averages.report, f.key(np.full_like(averages.report, month), *place))
            for month in range(1, 13)
        ]
    )
    n = (lines >= 0).sum(axis=0)
    least = np.maximum(0, -((n - 2 * averages.printed * n) // 2))
    most = (n + 2 * averages.printed * n) // 2
    least = np.where(averages.printed < 0, 0, least)
    most = np.where(averages.printed < 0, np.maximum(4 * n - 1, 7 * n // 2), most)
    low = np.where(lines >= 0, f.low[lines], 0)
    high = np.where(lines >= 0, f.high[lines], 0)
    last = np.array([report.last_month for report in f.reports])
    says = (n == last[averages.report]) & (
        (low.sum(axis=0) < least) | (high.sum(axis=0) > most)
    )
    entries = (lines >= 0) & says
    group = np.broadcast_to(np.arange(len(n)), lines.shape)[entries]
    counts = tables.count[lines[entries]]
    return Sums.grouped(group, counts, np.ones(len(counts), np.int64), least, most)


def listed_sums(tables: LinkedTables) -> tuple[Sums, list[Unit]]:
    """A place that is listed had somebody this year in some tiltak of the report, another
    member in the tiltak under which it is listed."""
    f = tables.figures
    kinds = (f.breakdown != tables.breakdown("tiltak")) & ~(
        (f.breakdown == tables.breakdown("labour_status")) & (f.tiltak == tables.all_tiltak)
    )
    lines = np.flatnonzero(kinds)
    places = [tables.breakdown("fylke"), tables.breakdown("kommune")]
    tiltak = np.where(np.isin(f.breakdown[lines], places), -1, f.tiltak[lines])
    about = np.stack([f.report[lines], f.breakdown[lines], tiltak, f.member[lines]])
    found, group = unique_columns(about)
    n = found.shape[1]
    says = (np.bincount(group, f.is_listed[lines], n) > 0) & (
        np.bincount(group, f.low[lines], n) == 0
    )
    units = [Unit("listed", tuple(map(int, found[:, g]))) for g in np.flatnonzero(says)]
    for unit in set(units) & set(tables.without):
        same = np.equal(found.T, unit.about)
        says[same.all(axis=1)] = False
    entries = says[group] & (f.high[lines] > 0)
    sums = Sums.grouped(
        group[entries],
        tables.count[lines[entries]],
        np.ones(int(entries.sum()), np.int64),
        np.ones(n, np.int64),
        np.full(n, FAR),
    )
    return sums, [unit for unit in units if unit not in set(tables.without)]


def _sums_to(tables: LinkedTables, lines: Ints, totals: Ints) -> Sums:
    """The figures of `lines` add up to that of `totals`, 0 or more of them to each."""
    group_of, group = np.unique(totals, return_inverse=True)
    zeros = np.zeros(len(group_of), np.int64)
    return Sums.grouped(
        joined([group, np.arange(len(group_of))]),
        tables.count[joined([lines, group_of])],
        joined([np.ones(len(lines), np.int64), np.full(len(group_of), -1)]),
        zeros,
        zeros,
    )


def _has_all_blocks(tables: LinkedTables, lines: Ints) -> Bools:
    """Whether each figure's report breaks every tiltak down by its breakdown that month."""
    f = tables.figures
    month = f.report * 13 + f.month
    tiltak = (f.breakdown == tables.breakdown("tiltak")) & (f.tiltak != tables.all_tiltak)
    blocks, _ = unique_columns(np.stack([month[lines], f.breakdown[lines], f.tiltak[lines]]))
    n_tiltak = np.bincount(month[tiltak], minlength=int(month.max(initial=0)) + 1)
    n_blocks = np.bincount(blocks[0], minlength=len(n_tiltak))
    is_broken_down = (n_tiltak == n_blocks)[month[lines]]
    found: Bools = np.logical_and(is_broken_down, f.tiltak[lines] != tables.all_tiltak)
    return found
