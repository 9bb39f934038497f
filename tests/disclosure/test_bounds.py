"""The least and most that hidden counts can be, against trying every possibility."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.disclosure.core import attack
from tools.disclosure.linked_tables import FAR
from tools.disclosure.system import ContradictionError, Sums, System

MOST = 3


@st.composite
def systems(draw: st.DrawFn) -> System:
    """Up to six counts of 0 to 3, and sums that true counts have, or in few cases none."""
    truth = np.array(draw(st.lists(st.integers(0, MOST), min_size=2, max_size=6)))
    n = len(truth)
    counts = st.lists(st.integers(0, n - 1), min_size=1, max_size=n, unique=True)
    rows = draw(st.lists(counts, max_size=5))
    of = np.repeat(np.arange(len(rows)), [len(row) for row in rows]).astype(np.int64)
    count = np.array([i for row in rows for i in row], np.int64)
    sign = np.array([draw(st.sampled_from([1, 1, -1])) for _ in count], np.int64)
    value = np.bincount(of, truth[count] * sign, len(rows)).astype(np.int64)
    value += np.array([draw(st.sampled_from([0, 0, 0, 0, 0, 5])) for _ in rows], np.int64)
    slack = np.array([draw(st.sampled_from([0, 0, 1])) for _ in rows], np.int64)
    more = np.array([draw(st.sampled_from([0, 0, 0, FAR])) for _ in rows], np.int64)
    sums = Sums.grouped(of, count, sign, value - slack, value + slack + more)
    return System(np.zeros(n, np.int64), np.full(n, MOST), sums)


def solutions(system: System) -> list[tuple[int, ...]]:
    sums = system.sums
    return [
        counts
        for counts in product(range(MOST + 1), repeat=len(system.low))
        for added in [np.bincount(sums.of, np.array(counts)[sums.count] * sums.sign)]
        if np.all((sums.least <= added) & (added <= sums.most))
    ]


@settings(max_examples=400, deadline=None)
@given(system=systems())
def test_bounds_are_those_of_all_solutions(system: System) -> None:
    found = solutions(system)
    if not found:
        with pytest.raises(ContradictionError):
            attack(system)
        return
    attack(system)
    assert system.low.tolist() == [min(values) for values in zip(*found, strict=True)]
    assert system.high.tolist() == [max(values) for values in zip(*found, strict=True)]


def test_a_sum_without_a_most_contradicts_nothing() -> None:
    """With FAR as a bound HiGHS found no solution of this one, which has exactly one."""
    sizes = [6, 5, 4, 4, 6, 2, 4, 3, 3, 5, 4, 5, 4, 3, 4, 6, 5, 5]
    of = np.repeat(np.arange(len(sizes)), sizes)
    # a digit is a count
    count = "640571578623408283076580415730860261748520036880562357813251868603274610807316"
    minus = [8, 9, 10, 14, 15, 17, 18, 21, 23, 31, 34, 36, 37, 52, 54, 57, 69, 70, 76, 77]
    sign = np.ones(len(count), np.int64)
    sign[minus] = -1
    least = [1, -6, 9, -7, 11, 1, 1, -1, -9, 10, 1, 1, -1, 3, 1, 1, 6, 6]
    most = [FAR, -5, 10, -7, 11, FAR, FAR, 0, -8, 12, FAR, FAR, 0, 3, FAR, FAR, 8, 6]
    sums = Sums.grouped(
        of, np.array(list(map(int, count))), sign, np.array(least), np.array(most)
    )
    system = System(np.zeros(9, np.int64), np.full(9, 6), sums)
    attack(system)
    assert system.low.tolist() == system.high.tolist() == [3, 0, 3, 6, 5, 5, 6, 3, 5]
