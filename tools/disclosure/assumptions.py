"""All that the reader is taken to know, as one system of counts and sums.

One system and not one per report: beside a TILT100, narrowing by report found 13 of 566 cells
where 477 are determined.
"""

from collections.abc import Collection

import numpy as np

from tools.disclosure.figures import Codes, Figures
from tools.disclosure.linked_tables import LinkedTables, Unit
from tools.disclosure.main_groups import main_group_sums
from tools.disclosure.sums import (
    average_sums,
    block_sums,
    listed_sums,
    one_block_sums,
    status_sums,
)
from tools.disclosure.system import Bools, Sums, System
from tools.disclosure.vintages import link, pairs


def tables_of(figures: Figures, codes: Codes, without: Collection[Unit] = ()) -> LinkedTables:
    """The figures with a count for each; those of unrevised blocks share one."""
    tables = LinkedTables(figures, codes, without)
    for older, newer in pairs(figures.reports):
        link(tables, older, newer)
    return tables


def system_of(tables: LinkedTables) -> tuple[System, list[Unit]]:
    """The counts with all sums, and the assumptions that this rests on."""
    f = tables.figures
    low, high = f.low.copy(), f.high.copy()
    np.maximum.at(low, tables.count, f.low)
    np.minimum.at(high, tables.count, f.high)
    groups, group_units = main_group_sums(tables)
    listed, listed_units = listed_sums(tables)
    # averages come last: `is_average_sum` counts on it
    parts = [
        block_sums(tables),
        status_sums(tables),
        one_block_sums(tables),
        groups,
        listed,
        average_sums(tables),
    ]
    vintages = [
        Unit("vintage", (older, newer, month))
        for older, newer in pairs(f.reports)
        for month in range(1, f.reports[older].last_month + 1)
    ]
    units = [u for u in vintages if u not in tables.without] + group_units + listed_units
    return System(low, high, Sums.stacked(parts)), units


def is_average_sum(tables: LinkedTables, n_sums: int) -> Bools:
    """Which sums of the system are averages."""
    return np.arange(n_sums) >= n_sums - len(average_sums(tables).least)
