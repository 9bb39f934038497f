"""Plans of further cells to hide: they protect, and no smaller one does."""

from itertools import combinations
from pathlib import Path

import duckdb
import numpy as np
import pytest

from tests.disclosure.drawn import CODES, numbered
from tests.disclosure.test_links import report
from tools.disclosure.__main__ import PROJECT, main
from tools.disclosure.assumptions import system_of
from tools.disclosure.audit import Attacked, attacked
from tools.disclosure.core import attack
from tools.disclosure.protect import protect


def disclosed(found: Attacked, hidden: tuple[int, ...], fewest: int = 2) -> int:
    """How many hidden cells have fewer values than that when these lines are hidden, too."""
    system, _ = system_of(found.tables)
    lines = list(hidden)
    system.low[found.tables.count[lines]] = 0
    system.high[found.tables.count[lines]] += 12
    attack(system)
    low, high = system.low[found.tables.count], system.high[found.tables.count]
    return int((found.is_hidden & (high - low < fewest - 1)).sum())


@pytest.mark.parametrize("counts", [[9, 4, 5, None], [14, 4, 8, None], [6, 4, None, None]])
def test_a_plan_protects_and_is_the_smallest(counts: list[int | None]) -> None:
    found = attacked(numbered([report("TILT170", 1, "VV", counts)]), CODES)
    assert disclosed(found, ()) > 0
    plan = protect(found)
    assert plan.is_fewest
    assert plan.cost == len(plan.lines) > 0
    assert disclosed(found, tuple(plan.lines.tolist())) == 0
    f = found.tables.figures
    visible = np.flatnonzero((f.low == f.high) & f.is_listed).tolist()
    for smaller in combinations(visible, len(plan.lines) - 1):
        assert disclosed(found, smaller) > 0


@pytest.mark.parametrize("counts", [[9, 4, 5, None], [14, 4, 8, None], [6, 4, None, None]])
def test_a_plan_may_leave_every_star_its_four_values(counts: list[int | None]) -> None:
    drawn = report("TILT170", 1, "VV", counts)
    # what a listed row discloses stays: it counts somebody, and others cannot hide that
    drawn.listed = {place for place in drawn.listed if place[2] == "3101"}
    drawn.listed |= {("tiltak", "VV", "ALL"), ("fylke", "VV", "31")}
    found = attacked(numbered([drawn]), CODES)
    assert disclosed(found, (), fewest=4) > 0
    plan = protect(found, narrowed=True)
    assert disclosed(found, tuple(plan.lines.tolist()), fewest=4) == 0


def test_a_search_that_has_no_time_says_so() -> None:
    found = attacked(numbered([report("TILT170", 1, "VV", [9, 4, 5, None])]), CODES)
    with pytest.raises(RuntimeError, match="no plan was found in 0 s: raise --seconds"):
        protect(found, seconds=0)


def test_a_cell_may_cost_its_size() -> None:
    found = attacked(numbered([report("TILT170", 1, "VV", [24, 4, 20, None])]), CODES)
    assert protect(found, by_size=True).cost <= protect(found).lines.size * 24


@pytest.mark.parametrize("name", ["plan.csv", "target/plan.csv"])
def test_no_plan_is_written_inside_the_project(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    duckdb.connect(str(tmp_path / "w.duckdb")).close()
    assert main([str(tmp_path / "w.duckdb"), "--protect", str(PROJECT / name)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (PROJECT / name).exists()
