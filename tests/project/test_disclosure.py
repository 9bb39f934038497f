"""What the published figures disclose: counted exactly, stored nowhere, never made worse."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.artifacts.schemas.run import RunExecutionResult
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.nodes import SqlNode
from dbt_common.exceptions import DbtBaseException

from tests.disclosure import drawn, solver
from tests.disclosure.drawn import Drawn
from tests.disclosure.test_worlds import bounds
from tools.disclosure.assumptions import system_of
from tools.disclosure.audit import audit_warehouse
from tools.disclosure.core import attack
from tools.disclosure.figures import Warehouse
from tools.disclosure.protect import protect
from tools.disclosure.system import Sums

from .attacks import NO_TESTS, AttackedReports, attack_all, build
from .conftest import Project, copy_project, unexpected
from .served import Key, ServedCell, ServedSum, as_sums, served, unknown_numbers
from .worlds import World, keep_few_kommuner, land, members, world

pytestmark = pytest.mark.slow

N_WORLDS = 208


@pytest.fixture(scope="module")
def january(project: Project) -> Iterator[AttackedReports]:
    statuses = build(project, "+fct_*", "+audit_disclosure", *NO_TESTS)
    assert not unexpected(statuses)
    landed = attack_all(project)
    yield landed
    landed.warehouse.close()


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    return [world(number) for number in range(N_WORLDS)]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A copy of the project for made-up reports."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield copy_project(tmp_path_factory.mktemp("worlds"), monkeypatch)


@pytest.fixture(scope="module")
def landed(worlds: Sequence[World], small: Project) -> Iterator[AttackedReports]:
    land(small, worlds)
    keep_few_kommuner(small)
    statuses = build(small, "+fct_*", "+audit_disclosure", *NO_TESTS)
    assert set(statuses.values()) <= {"success"}
    found = attack_all(small)
    yield found
    found.warehouse.close()


def test_january_has_the_known_counts_and_no_row_tells_a_cell(january: AttackedReports) -> None:
    rows = january.warehouse.execute(
        "select n_suppressed, n_determined, n_narrowed, audit_status"
        " from audit.audit_disclosure"
    ).fetchall()
    assert [sum(row[column] for row in rows) for column in range(3)] == [566, 13, 4]
    assert {row[3] for row in rows} == {"counted"}
    assert len(rows) > 1
    assert all(row[1] + row[2] < row[0] for row in rows)


def test_seven_further_cells_protect_january(january: AttackedReports) -> None:
    [found] = january.found.values()
    shown: list[tuple[float, float, float]] = []
    plan = protect(found, show=lambda *how_far: shown.append(how_far))
    assert (plan.cost, len(plan.lines), plan.is_fewest) == (7, 7, True)
    # seconds pass, and the least that a plan costs is never more than this one
    assert len(shown) > 1
    assert all(seconds >= 0 and least <= plan.cost for seconds, _, least in shown)


def test_years_that_are_not_asked_for_have_no_counts(landed: AttackedReports) -> None:
    """`disclosure_newest_years: 1`: of the others the table says that they are not audited."""
    warehouse = Warehouse.of_file(landed.warehouse)
    years = {report.report_id: report.year for report in warehouse.landed()}
    rows = audit_warehouse(warehouse, newest_years=1)
    assert {each.report_id for each in rows} == set(years)
    assert len(set(years.values())) > 1
    for each in rows:
        is_audited = years[each.report_id] == max(years.values())
        assert (each.status == "not_audited") == (not is_audited)
        if not is_audited:
            assert (each.n_determined, each.n_narrowed) == (None, None)


def test_the_audit_of_many_years_has_the_counts_of_each(landed: AttackedReports) -> None:
    """A month that would disclose a cell is withheld."""
    rows = landed.warehouse.execute(
        "select report_id, month(month), sum(n_suppressed), sum(n_determined),"
        " sum(n_narrowed), min(audit_status) from audit.audit_disclosure group by all"
    ).fetchall()
    expected = {}
    for each in landed.found.values():
        f = each.tables.figures
        for n, report in enumerate(f.reports):
            for month in range(1, report.last_month + 1):
                here = (f.report == n) & (f.month == month)
                counts = [
                    int((here & what).sum())
                    for what in (each.is_hidden, each.is_determined, each.is_narrowed)
                ]
                expected[report.report_id, month] = counts
    assert len(rows) > N_WORLDS
    assert any(status == "withheld" for *_, status in rows)
    for report_id, month, suppressed, determined, narrowed, status in rows:
        counts = expected[report_id, month]
        withheld = status == "withheld"
        assert withheld == (counts[0] - counts[1] - counts[2] <= 1)
        assert [suppressed, determined, narrowed] == (
            [counts[0], None, None] if withheld else counts
        )


def with_years(project: Project, years: str) -> bool:
    """Run the audit by dbt with the variable; whether that succeeded."""
    arguments = ["build", *project.options, "--vars", f"disclosure_newest_years: {years}"]
    outcome = dbtRunner().invoke(
        ["--quiet", *arguments, "--select", "int_disclosure", "audit_disclosure", *NO_TESTS]
    )
    DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    return outcome.success


def test_the_variable_limits_the_audit_to_the_newest_years(
    small: Project, landed: AttackedReports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NAV_TILT_DATABASE", str(small.folder / "nav_tilt.duckdb"))
    assert with_years(small, "2")
    found = dict(
        small.query(
            "select year(month), list(distinct audit_status = 'not_audited')"
            " from audit.audit_disclosure group by all order by all desc"
        )
    )
    assert list(found.values()) == [[False]] * 2 + [[True]] * (len(found) - 2)
    assert len(found) > 10


@pytest.mark.parametrize("years", ["five", "-1", "2.5"])
def test_a_number_of_years_that_is_none_is_refused(
    small: Project, years: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not with_years(small, years)
    printed = capsys.readouterr().out
    assert f"the variable disclosure_newest_years is {years}: give a number of years" in printed
    assert "Traceback" not in printed


def compiled(project: Project, sql: str) -> str:
    """What dbt makes of a query that a user writes; a refusal raises."""
    outcome = dbtRunner(project.manifest()).invoke(
        ["--quiet", "compile", "--inline", sql, *project.options]
    )
    DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    if outcome.exception:
        raise outcome.exception
    assert isinstance(outcome.result, RunExecutionResult)
    [result] = outcome.result.results
    assert isinstance(result.node, SqlNode)
    return str(result.node.compiled_code)


@pytest.mark.parametrize("argument", ["stars_as=0", "only='max'", "none, 'participants'"])
def test_sum_participants_refuses_to_be_one_number(
    project: Project,
    january: AttackedReports,
    argument: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(DbtBaseException):
        compiled(project, "select {{ sum_participants(" + argument + ") }}")
    messages = [
        line for line in capsys.readouterr().out.splitlines() if "sum_participants" in line
    ]
    assert len(messages) == 1
    assert "a sum over * is no single number" in messages[0]


def test_macros_keep_what_is_hidden_hidden(project: Project, january: AttackedReports) -> None:
    query = compiled(
        project,
        """
        with counts (place, participants, participants_min, participants_max) as (
            values ('A', 10, 10, 10), ('A', null, 0, 3), ('A', null, 5, 11), ('B', 7, 7, 7),
            ('C', 8, 8, 8), ('C', null, null, null)
        )
        select place, {{ sum_participants() }},
            {{ suppressed_rate('sum(counts.participants)', 'nullif(max(0), 0)') }} as no_base,
            {{ suppressed_rate("sum(case place when 'B' then participants end)", 2000) }}
            as rate
        from counts group by place order by place
        """,
    )
    # a row that is not comparable leaves no sum; a hidden count and a base of 0 leave no rate
    assert january.warehouse.execute(query).fetchall() == [
        ("A", 15, 3, 15, 24, None, None),
        ("B", 7, 0, 7, 7, None, 3.5),
        ("C", None, None, None, None, None, None),
    ]


def true_counts(
    landed: AttackedReports, worlds: Sequence[World]
) -> Iterator[tuple[World, Key, int]]:
    rows: dict[str, list[tuple[int, str, str, str]]] = {}
    for report_id, *place in landed.warehouse.execute(
        "select report_id, row_no, breakdown, tiltak_code, member_code"
        " from intermediate.int_rows_resolved"
        " where not is_total or breakdown in ('tiltak', 'labour_status')"
    ).fetchall():
        rows.setdefault(report_id, []).append(tuple(place))
    for each in worlds:
        for report, truth in zip(each.reports, each.truths, strict=True):
            true_rows = [each_row for _, each_row in members(truth)]
            for row_no, *place in rows[each.report_id(report)]:
                for month, count in enumerate(true_rows[row_no - 1].values[1:], start=1):
                    cell = ServedCell(f"{report.year}-{month:02}-01", *place)
                    assert count is not None
                    yield each, (each.report_id(report), cell), count


def test_true_counts_are_within_the_bounds(
    landed: AttackedReports, worlds: Sequence[World]
) -> None:
    """Unless a month was revised and nothing printed shows it."""
    for each, key, count in true_counts(landed, worlds):
        year = f"{each.code} {each.reports[0].year}"
        found, line = landed.found[year], landed.lines[year][key]
        if not each.is_revised:
            assert found.low[line] <= count <= found.high[line], key


def worsened(landed: AttackedReports, rows: Sequence[ServedSum]) -> list[Key]:
    """The cells that these rows, joined with what NAV printed, say more of than NAV does."""
    worse = []
    for year, sums in as_sums(rows, landed.found, landed.lines).items():
        found = landed.found[year]
        system, _ = system_of(found.tables)
        system.sums = Sums.stacked([system.sums, sums])
        attack(system)
        low, high = (bounds[found.tables.count] for bounds in (system.low, system.high))
        is_worse = (low != found.low) | (high != found.high)
        worse += [key for key, line in landed.lines[year].items() if is_worse[line]]
    return worse


@pytest.mark.parametrize("reports", ["january", "landed"])
def test_marts_give_nothing_away(reports: str, request: pytest.FixtureRequest) -> None:
    figures: AttackedReports = request.getfixturevalue(reports)
    assert unknown_numbers(figures.warehouse) == []
    rows = list(served(figures.warehouse))
    assert len(rows) > 1000
    assert worsened(figures, rows) == []


def test_a_mart_that_gave_something_away_would_be_found(landed: AttackedReports) -> None:
    for year, found in landed.found.items():
        for key, line in landed.lines[year].items():
            if (found.low[line], found.high[line]) == (0, 3):
                assert key in worsened(landed, [([key], 0, 2)])
                return
    pytest.fail("no cell is hidden as printed")


def as_drawn(landed: AttackedReports) -> Drawn:
    """The landed report as the tests' own solver reads it."""
    [found] = landed.found.values()
    f = found.tables.figures
    drawn_report = Drawn(f.reports[0].series, 1, f.reports[0].last_month)
    for line in range(len(f.report)):
        row = (
            f.breakdowns[f.breakdown[line]],
            f.tiltaks[f.tiltak[line]],
            f.members[f.member[line]],
        )
        is_hidden = f.low[line] < f.high[line]
        drawn_report.figures[drawn.Cell(int(f.month[line]), *row)] = (
            None if is_hidden else int(f.low[line])
        )
        if f.is_listed[line]:
            drawn_report.listed.add(row)
    return drawn_report


def main_group_of(part: Drawn, truth: dict[drawn.Cell, int]) -> Drawn:
    """A TILT100 of the same month that agrees with these counts."""
    counts: dict[drawn.Cell, int] = defaultdict(int)
    national = Drawn("TILT100", 1, part.last_month)
    for cell, count in truth.items():
        if cell.breakdown in ("tiltak", "fylke", "kommune"):
            tiltak = "ALL" if cell.tiltak == "ALL" else drawn.GROUP
            counts[drawn.Cell(cell.month, cell.breakdown, tiltak, cell.member)] += count
            if cell[1:] in part.listed:
                national.listed.add((cell.breakdown, tiltak, cell.member))
    for cell, count in counts.items():
        is_listed = (cell.breakdown, cell.tiltak, cell.member) in national.listed
        national.figures[cell] = drawn.printed(count) if is_listed else 0
    return national


@pytest.mark.slow
def test_a_main_group_beside_january_determines_most_cells(
    january: AttackedReports, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many as the tests' own solver finds, where the report alone determines 13."""
    [found] = january.found.values()
    monkeypatch.setattr(solver, "FYLKER", found.tables.codes.fylker)
    part, rng = as_drawn(january), Random(0)
    rows = [*solver.sums(part), *(row for each in solver.assumptions([part]) for row in each)]
    programme = solver.FigureProgramme([part], rows)
    values = programme.values({n: rng.random() - 0.5 for n in programme.hidden})
    assert values is not None
    truth = {cell: count for (_, cell), count in zip(programme.keys, values, strict=True)}
    reports = [main_group_of(part, truth), part]
    expected = solver.attack(reports)
    assert expected is not None
    assert bounds(reports, found.tables.codes) == expected
    determined = sum(
        low == high for (name, _), (low, high) in expected.items() if "170" in name
    )
    assert determined > 400
