"""Made-up reports in forms that nobody chose: read exactly, or refused, never wrong."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.extract.fuzz import verdict
from tests.facsimile.cases import MUST_BE_EXACT, draw, kinds

EXAMPLES = {"pdf": 6, "text": 12, "xlsx": 12}
"""How many files of a kind are tried, against 3 of those not named; `make fuzz` tries more."""


@pytest.mark.parametrize("kind", kinds())
def test_reads_exactly_or_refuses(kind: str) -> None:
    """Every cell of every row is as printed; only unclear or damaged files are refused."""

    @settings(
        max_examples=EXAMPLES.get(kind, 3),
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.randoms(use_true_random=False))
    def holds(rng: Random) -> None:
        case = draw(kind, rng)
        result, why = verdict(case)
        refused = result == "refused" and kind not in MUST_BE_EXACT
        assert result == "exact" or refused, f"{why}\n{case.how}"

    holds()
