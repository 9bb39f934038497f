"""The least and most that hidden counts can be, against trying every possibility."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.disclosure.bounds import attack
from tools.disclosure.sums import ContradictionError, Sum, System

MOST = 3


@st.composite
def systems(draw: st.DrawFn) -> System:
    """Up to six counts of 0 to 3, and sums that true counts have, or in few cases none."""
    truth = draw(st.lists(st.integers(0, MOST), min_size=2, max_size=6))
    system = System([0] * len(truth), [MOST] * len(truth))
    counts = st.lists(
        st.integers(0, len(truth) - 1), min_size=1, max_size=len(truth), unique=True
    )
    for terms in draw(st.lists(counts, max_size=4)):
        n_minus = draw(st.integers(0, 1 if len(terms) > 1 else 0))
        plus, minus = tuple(terms[n_minus:]), tuple(terms[:n_minus])
        value = sum(truth[i] for i in plus) - sum(truth[i] for i in minus)
        value += draw(st.sampled_from([0, 0, 0, 0, 0, 5]))
        slack = draw(st.sampled_from([0, 0, 1]))
        system.sums.append(Sum(plus, minus, value - slack, value + slack))
    return system


def solutions(system: System) -> list[tuple[int, ...]]:
    return [
        counts
        for counts in product(range(MOST + 1), repeat=len(system.low))
        if all(
            each.least <= sum(sign * counts[i] for i, sign in each.terms) <= each.most
            for each in system.sums
        )
    ]


@pytest.mark.parametrize("prune", [True, False])
@settings(max_examples=300, deadline=None)
@given(system=systems())
def test_bounds_are_those_of_all_solutions(prune: bool, system: System) -> None:
    found = solutions(system)
    if not found:
        with pytest.raises(ContradictionError):
            attack(system, prune=prune)
        return
    attack(system, prune=prune)
    assert system.low == [min(values) for values in zip(*found, strict=True)]
    assert system.high == [max(values) for values in zip(*found, strict=True)]


def test_a_system_without_sums_says_nothing() -> None:
    system = System([0], [MOST])
    attack(system)
    assert (system.low, system.high) == ([0], [MOST])
