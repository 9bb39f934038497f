"""Cases of which `make test` runs a few and `make check` all."""

from collections.abc import Collection, Iterable
from typing import Any

import pytest


def mostly_slow(cases: Iterable[Any], quick: Collection[Any]) -> list[Any]:
    """All cases for parametrize; those that are not `quick` are marked slow."""
    listed = list(cases)
    assert all(case in listed for case in quick)
    return [case if case in quick else slow(case) for case in listed]


def slow(case: Any) -> Any:
    """A case of one argument, or a tuple of several, that `make check` alone runs."""
    return pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.slow)
