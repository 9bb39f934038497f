"""What the published figures give away: counted exactly, stored nowhere, never made worse."""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.artifacts.schemas.run import RunExecutionResult
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.nodes import SqlNode
from dbt_common.exceptions import DbtBaseException

from tests.facsimile.rows import Block, Report, Section, row
from tests.facsimile.world import STATUS
from tools.disclosure import printed
from tools.disclosure.__main__ import main as disclosure
from tools.disclosure.bounds import attack
from tools.disclosure.counts import Exposure, exposures
from tools.disclosure.sums import ContradictionError
from tools.disclosure.tables import Key, Tables, attacked
from tools.publish.parquet import publish
from tools.publish.tables import read_tables

from .conftest import Project, copy_project
from .served import Served, as_sums, served, unknown_numbers
from .worlds import World, keep_few_kommuner, land, members, world

N_WORLDS = 208
NO_TESTS = ("--exclude", "resource_type:test", "resource_type:unit_test")
HIDDEN_IN_JANUARY = {
    ("kommune", "VATIAROR"): (138, 3, 0),
    ("kommune", "VASV"): (58, 7, 2),
    ("kommune", "VV"): (348, 0, 0),
    ("fylke", "VATIAROR"): (2, 2, 0),
    ("fylke", "VASV"): (2, 0, 2),
    ("fylke", "VV"): (17, 0, 0),
    ("gender", "VV"): (1, 1, 0),
}
"""Suppressed, determined, narrowed in January 2026; no other table has a star."""


@dataclass
class Landed:
    """Reports that were built, attacked with all that NAV printed of a series in a year."""

    warehouse: duckdb.DuckDBPyConnection
    vintages: dict[str, list[printed.Vintage]]
    tables: dict[str, Tables]
    fylker: dict[str, str]

    def exposures(self) -> list[Exposure]:
        return [
            each
            for code, vintages in self.vintages.items()
            for each in exposures(vintages, self.tables[code])
        ]


def build(project: Project, *select: str) -> dict[str, str]:
    """Build into the project's own folder, whichever project was copied last."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("NAV_TILT_DATABASE", str(project.folder / "nav_tilt.duckdb"))
        return project.build(*select)


def attack_all(project: Project) -> Landed:
    """What the landed reports say, year by year."""
    # a copy: the next build may begin while this one is read
    copied = project.folder / f"copy_{len(list(project.folder.glob('copy_*')))}.duckdb"
    shutil.copy(project.folder / "nav_tilt.duckdb", copied)
    warehouse = duckdb.connect(str(copied), read_only=True)
    fylker, years = printed.fylker(warehouse), defaultdict(list)
    for code, vintages in printed.read(warehouse).items():
        for vintage in vintages:
            years[f"{code} {vintage.months()[0][:4]}"].append(vintage)
    tables = {year: attacked(vintages, fylker) for year, vintages in years.items()}
    return Landed(warehouse, years, tables, fylker)


@pytest.fixture(scope="module")
def january(project: Project) -> Iterator[Landed]:
    statuses = build(project, "+fct_*", "+audit_disclosure", *NO_TESTS)
    assert set(statuses.values()) <= {"success", "pass"}
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
def landed(worlds: Sequence[World], small: Project) -> Iterator[Landed]:
    land(small, worlds)
    keep_few_kommuner(small)
    statuses = build(small, "+fct_*", "+int_disclosure_by_tree", *NO_TESTS)
    assert set(statuses.values()) <= {"success"}
    found = attack_all(small)
    yield found
    found.warehouse.close()


def counted(warehouse: duckdb.DuckDBPyConnection, model: str) -> dict[Exposure, bool]:
    rows = warehouse.execute(
        "select report_id, strftime(month, '%Y-%m-%d'), breakdown, tiltak_code,"
        f" n_suppressed, n_determined, n_narrowed, is_exact from {model} where n_suppressed > 0"
    ).fetchall()
    return {Exposure(*row[:-1]): row[-1] for row in rows}


def test_january_has_the_known_counts_by_sql_and_by_solver(january: Landed) -> None:
    by_solver = january.exposures()
    assert {
        (each.breakdown, each.tiltak_code): (
            each.n_suppressed,
            each.n_determined,
            each.n_narrowed,
        )
        for each in by_solver
    } == HIDDEN_IN_JANUARY
    by_sql = counted(january.warehouse, "audit.audit_disclosure")
    assert set(by_sql) == set(by_solver)
    assert all(by_sql.values())


def test_module_writes_the_same_seed_again(
    project: Project, january: Landed, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = project.folder / "seeds/audit"
    before = (seed / "disclosure_by_solver.csv").read_bytes()
    assert disclosure(["--into", str(seed), str(project.folder / "nav_tilt.duckdb")]) == 0
    assert "566 suppressed cells in 1 reports: 13 determined" in capsys.readouterr().out
    assert (seed / "disclosure_by_solver.csv").read_bytes() == before


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
    january: Landed,
    argument: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(DbtBaseException):
        compiled(project, "select {{ sum_participants(" + argument + ") }}")
    said = [line for line in capsys.readouterr().out.splitlines() if "sum_participants" in line]
    assert len(said) == 1
    assert "a sum over * is no single number" in said[0]


def test_macros_keep_what_is_hidden_hidden(project: Project, january: Landed) -> None:
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


def test_sql_is_exact_where_it_says_so_and_never_says_too_much(landed: Landed) -> None:
    by_sql = counted(landed.warehouse, "intermediate.int_disclosure_by_tree")
    by_solver = {table_of(each): each for each in landed.exposures()}
    assert set(by_solver) == {table_of(each) for each in by_sql}
    n_exact = 0
    for each, is_exact in by_sql.items():
        exact = by_solver[table_of(each)]
        assert each.n_determined <= exact.n_determined
        assert each.n_suppressed == exact.n_suppressed
        if is_exact:
            assert each == exact
            n_exact += 1
    assert n_exact > 2 * N_WORLDS


def table_of(each: Exposure) -> tuple[str, ...]:
    return each.report_id, each.month, each.breakdown, each.tiltak_code


def test_pruning_changes_no_bound(landed: Landed) -> None:
    """HiGHS alone, on every count of the whole system, finds what the quick way finds."""
    for code in list(landed.vintages)[::6]:
        quick = landed.tables[code]
        slow = Tables(landed.vintages[code], landed.fylker, quick.revised)
        attack(slow.system, prune=False)
        assert (slow.system.low, slow.system.high) == (quick.system.low, quick.system.high)


def true_counts(landed: Landed, worlds: Sequence[World]) -> Iterator[tuple[World, Key, int]]:
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
                    cell = printed.Cell(f"{report.year}-{month:02}-01", *place)
                    assert count is not None
                    yield each, (each.report_id(report), cell), count


def test_true_counts_are_within_the_bounds(landed: Landed, worlds: Sequence[World]) -> None:
    """Unless a month was revised and nothing printed shows it."""
    for each, key, count in true_counts(landed, worlds):
        tables = landed.tables[f"{each.code} {each.reports[0].year}"]
        number = tables.counts[key]
        if not each.is_revised:
            assert tables.system.low[number] <= count <= tables.system.high[number], key


def worsened(landed: Landed, rows: Sequence[Served]) -> list[Key]:
    """The cells that these rows, joined with what NAV printed, say more of than NAV does."""
    found = []
    for code, sums in as_sums(rows, landed.tables).items():
        tables = landed.tables[code]
        system = tables.system.copy()
        system.sums += sums
        attack(system)
        found += [
            key
            for key, count in tables.counts.items()
            if (system.low[count], system.high[count])
            != (tables.system.low[count], tables.system.high[count])
        ]
    return found


@pytest.mark.parametrize("reports", ["january", "landed"])
def test_marts_give_nothing_away(reports: str, request: pytest.FixtureRequest) -> None:
    figures: Landed = request.getfixturevalue(reports)
    assert unknown_numbers(figures.warehouse) == []
    rows = list(served(figures.warehouse))
    assert len(rows) > 1000
    assert worsened(figures, rows) == []


def test_a_mart_that_gave_something_away_would_be_found(landed: Landed) -> None:
    for code, tables in landed.tables.items():
        for key, count in tables.counts.items():
            if (tables.system.low[count], tables.system.high[count]) == (0, 3):
                try:
                    assert key in worsened(landed, [([key], 0, 2)]), code
                except ContradictionError:
                    pytest.fail("0 to 3 were all possible")
                return


PLANTED = "1511"
"""A kommune whose hidden count the totals give away."""


def planted(hidden: int) -> World:
    """A report of one tiltak in two kommuner: 4 persons, and those who are hidden."""
    total, tiltak = [4 + hidden], "Varig vernet arbeid (VVA)"
    kommuner = [row("1508 Ålesund", [4]), row(f"{PLANTED} Vanylven", [hidden])]
    one_member = {
        "Tiltak og fylke": "15 Møre og Romsdal",
        "Tiltak og kjønn": "Kvinner",
        "Tiltak og alder": "30-39 år",
        "Tiltak og innvandrer status": "Ikke innvandrer",
        "Tiltak og fødeland innvandrere": "Europa",
        "Tiltak og utdanning": "Grunnskolenivå",
    }
    status = "I alt Nedsatt arbeidsevne, på tiltak"
    of_tiltak = row(f"I alt {tiltak.lower()}", total)
    sections = [
        Section("Tiltak", (Block(row("I alt", total), (row(tiltak, total),)),)),
        Section(STATUS, (Block(row(status, total), (row(tiltak, total),)),)),
        *(
            Section(name, (Block(of_tiltak, (row(label, total),)),))
            for name, label in one_member.items()
        ),
        Section("Tiltak og kommune", (Block(of_tiltak, tuple(kommuner)),)),
    ]
    report = Report("TILT170", "Planted", date(2026, 2, 2), 2026, 1, tuple(sections))
    return World("TILT170", [report], [report], False)


def publish_marts(project: Project) -> None:
    manifest = project.folder / "published_manifest.json"
    project.manifest().write(str(manifest))  # type: ignore[no-untyped-call]
    with duckdb.connect(str(project.folder / "nav_tilt.duckdb")) as warehouse:
        publish(read_tables(manifest), warehouse, project.folder / "published")
    manifest.unlink()


def traces(project: Project) -> set[str]:
    """All that warehouse, published tables and files say where they name the kommune."""
    named = re.compile(rf"(?<![\w.-]){PLANTED}(?![\w.-]).{{0,200}}")
    with duckdb.connect(str(project.folder / "nav_tilt.duckdb")) as warehouse:
        tables = warehouse.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
            " union all select schema_name || '.' || view_name from duckdb_views()"
            " where not internal order by all"
        ).fetchall()
        files = [
            (f"'{path.relative_to(project.folder)}'", f"'{path}'")
            for path in project.folder.rglob("*.parquet")
        ]
        rows = {
            f"{name}: {row}"
            for name, table in [*(2 * table for table in tables), *files]
            for row in warehouse.execute(f"select * from {table}").fetchall()
            if any(isinstance(value, str) and named.search(value) for value in row)
        }
    return rows | {
        f"{path.relative_to(project.folder)}: {found}"
        for path in project.folder.rglob("*")
        if path.is_file()
        and path.suffix not in (".duckdb", ".parquet")
        and "seeds" not in path.parts
        for found in named.findall(path.read_text(encoding="utf-8", errors="replace"))
    }


def test_a_count_that_is_given_away_is_stored_nowhere(
    project: Project, january: Landed
) -> None:
    """Whatever names the kommune is the same whether 1 or 2 persons are hidden there."""
    found = []
    for hidden, select in ((1, ("*", *NO_TESTS)), (2, ())):
        shutil.rmtree(project.folder / "target", ignore_errors=True)
        shutil.rmtree(project.folder / "logs", ignore_errors=True)
        land(project, [planted(hidden)])
        assert set(build(project, *select).values()) <= {"success", "pass"}
        exposed = attack_all(project).exposures()
        assert [(each.breakdown, each.n_determined) for each in exposed] == [("kommune", 1)]
        publish_marts(project)
        found.append(traces(project))
    assert (project.folder / "logs" / "dbt.log").exists()
    assert (project.folder / "target" / "run_results.json").exists()
    assert len(found[0]) > 10
    assert found[0] == found[1]


def test_a_count_that_was_stored_would_be_found(project: Project, january: Landed) -> None:
    clean = traces(project)
    with duckdb.connect(str(project.folder / "nav_tilt.duckdb")) as warehouse:
        warehouse.execute(f"create table marts.leak as select '{PLANTED}' as code, 2 as n")
        warehouse.execute(f"copy marts.leak to '{project.folder}/published/leak.parquet'")
    (project.folder / "logs" / "leak.log").write_text(f"{PLANTED} has 2", encoding="utf-8")
    assert traces(project) - clean == {
        f"marts.leak: ('{PLANTED}', 2)",
        f"'published/leak.parquet': ('{PLANTED}', 2)",
        f"logs/leak.log: {PLANTED} has 2",
    }
