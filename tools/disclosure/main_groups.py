"""The main groups of TILT100, compared with the reports on their tiltak.

TILT100 counts the same people a second time under other totals, so that it narrows a star
further than the report that the star is in.
"""

import numpy as np

from tools.disclosure.linked_tables import LinkedTables, Unit, unique_columns
from tools.disclosure.system import Bools, Ints, Sums, joined


def main_group_sums(tables: LinkedTables) -> tuple[Sums, list[Unit]]:
    """A main group of TILT100 is the sum of its tiltak, where the printed totals agree."""
    f = tables.figures
    groups = np.unique(tables.group_of[tables.group_of >= 0])
    with_groups = np.unique(f.report[np.isin(f.tiltak, groups)])
    together = np.where(tables.group_of >= 0, tables.all_tiltak, -1)
    parts, units = [], []
    for report in with_groups:
        partners = [n for n in _partners(tables, int(report)) if n not in with_groups]
        # each main group of its tiltak, then `I alt` of the tiltak of all series
        for group_of in (tables.group_of, together):
            sums, found = _held_against(tables, int(report), partners, group_of)
            parts.append(sums)
            units += found
    return Sums.stacked(parts), units


def _partners(tables: LinkedTables, report: int) -> list[int]:
    """For each other series of the year, the report that a report of main groups is compared
    with: the newest that ends with the same month, else the newest."""
    f, mine = tables.figures.reports, tables.figures.reports[report]
    found: dict[str, int] = {}
    for n, other in enumerate(f):
        if other.series != mine.series and other.year == mine.year:
            best = found.get(other.series)
            fits = other.last_month == mine.last_month
            if best is None or fits or f[best].last_month != mine.last_month:
                found[other.series] = n
    return list(found.values())


def _held_against(
    tables: LinkedTables, report: int, partners: list[int], group_of: Ints
) -> tuple[Sums, list[Unit]]:
    f = tables.figures
    wholes, parts = f.lines_of(report), joined([f.lines_of(partner) for partner in partners])
    wholes = wholes[np.isin(f.tiltak[wholes], group_of)]
    parts = parts[group_of[f.tiltak[parts]] >= 0]
    lines = joined([wholes, parts])
    tiltak = joined([f.tiltak[wholes], group_of[f.tiltak[parts]]])
    is_whole = np.arange(len(lines)) < len(wholes)
    month_group = f.month[lines] * len(f.tiltaks) + tiltak
    # most reports of main groups agree with no other: then their members are not read
    agree = _agreeing(tables, lines, month_group, is_whole)
    kept = np.isin(month_group, agree)
    lines, tiltak, is_whole = lines[kept], tiltak[kept], is_whole[kept]
    month_group = month_group[kept]
    key = f.key(f.month[lines], f.breakdown[lines], tiltak, f.member[lines])
    found, group = np.unique(key, return_inverse=True)
    n = len(found)
    slack = _left_out(tables, parts, group_of, f.breakdown[lines], month_group)
    entries = _both(group, is_whole, n)[group]
    # noted per block: what contradicts itself is given up for a block
    abouts = np.stack([np.full(len(lines), report), tiltak, f.breakdown[lines], f.month[lines]])
    without = {u.about for u in tables.without if u.kind == "group"}
    blocks, block = unique_columns(abouts[:, entries])
    is_kept = np.array([tuple(map(int, b)) not in without for b in blocks.T], bool)
    entries[entries] = is_kept[block]
    most = np.zeros(n, np.int64)
    np.maximum.at(most, group, slack)
    sums = Sums.grouped(
        group[entries],
        tables.count[lines[entries]],
        np.where(is_whole, 1, -1)[entries],
        np.zeros(n, np.int64),
        most,
    )
    return sums, [Unit("group", tuple(map(int, b))) for b in blocks.T[is_kept]]


def _both(group: Ints, is_whole: Bools, n: int) -> Bools:
    """Which groups have a main group and a tiltak of it."""
    wholes = np.bincount(group[is_whole], minlength=n)
    parts = np.bincount(group[~is_whole], minlength=n)
    both: Bools = (wholes > 0) & (parts > 0)
    return both


def _agreeing(tables: LinkedTables, lines: Ints, month_group: Ints, is_whole: Bools) -> Ints:
    """The months and main groups whose printed totals can add up."""
    f = tables.figures
    is_total = f.breakdown[lines] == tables.breakdown("tiltak")
    lines, is_whole = lines[is_total], is_whole[is_total]
    found, group = np.unique(month_group[is_total], return_inverse=True)

    def added(values: Ints, which: Bools) -> Ints:
        return np.bincount(group[which], values[lines][which], len(found)).astype(np.int64)

    too_few = added(f.low, is_whole) > added(f.high, ~is_whole)
    too_many = added(f.high, is_whole) < added(f.low, ~is_whole)
    return found[_both(group, is_whole, len(found)) & ~(too_few | too_many)]


def _left_out(
    tables: LinkedTables, parts: Ints, group_of: Ints, breakdown: Ints, month_group: Ints
) -> Ints:
    """The most persons in blocks that are omitted, for each line: a small tiltak may have
    a total and no block."""
    f = tables.figures
    totals = parts[f.breakdown[parts] == tables.breakdown("tiltak")]
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
