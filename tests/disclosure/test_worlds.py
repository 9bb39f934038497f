"""The audit against the tests' own solver, on many small made-up worlds."""

import pytest

from tests.disclosure import solver
from tests.disclosure.drawn import CODES, Cell, Drawn, numbered, world
from tests.slow import mostly_slow
from tools.disclosure.audit import attacked
from tools.disclosure.figures import Codes

N_WORLDS = 200


def bounds(reports: list[Drawn], codes: Codes = CODES) -> dict[solver.Unknown, tuple[int, int]]:
    """The bounds that the audit finds for each hidden figure."""
    figures = numbered(reports)
    found = attacked(figures, codes)
    return {
        (
            figures.reports[figures.report[n]].report_id,
            Cell(
                int(figures.month[n]),
                figures.breakdowns[figures.breakdown[n]],
                figures.tiltaks[figures.tiltak[n]],
                figures.members[figures.member[n]],
            ),
        ): (int(found.low[n]), int(found.high[n]))
        for n in found.is_hidden.nonzero()[0]
    }


@pytest.mark.parametrize("tens", mostly_slow(range(N_WORLDS // 10), [0]))
def test_bounds_are_those_of_the_tests_own_solver(tens: int) -> None:
    for number in range(10 * tens, 10 * tens + 10):
        reports = world(number)
        assert bounds(reports) == solver.attack(reports), number
