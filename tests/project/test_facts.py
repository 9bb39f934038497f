"""TILT100, 110 and 170 together: all printed cells are found, and facts add up to them."""

import shutil
from pathlib import Path

import duckdb
import pytest
from duckdb import DuckDBPyConnection

from tools.publish.tables import read_tables

from .conftest import Project

OF_ONE_CELL = {
    "fct_participants": "labour_status",
    "fct_participants_by_tiltak": "tiltak",
    **{
        f"fct_participants_by_{name}": name
        for name in (
            *("fylke", "kommune", "gender", "age_group"),
            *("immigrant_status", "birth_region", "education"),
        )
    },
    "fct_all_tiltak": "all",
    "fct_all_tiltak_by_labour_status": "all_by_labour_status",
    "fct_main_groups": "",
}
"""Facts whose rows are a printed cell each, and their breakdown where no column says it."""
CELLS = """(
    select report_id, month, tiltak_code, member_code, printed,
        case when breakdown = 'tiltak' and tiltak_code = 'ALL' then 'all'
            when breakdown = 'labour_status' and is_total then 'all_by_labour_status'
            else breakdown end as breakdown,
        if(printed = '*', null, cast(regexp_replace(printed, '\\s', '', 'g') as integer))
            as participants
    from marts.fct_printed_cells
    where not is_repeated_total and (not is_total or breakdown in ('tiltak', 'labour_status'))
)"""
"""Printed cells by what facts call them, each total where it is not that of a block."""


def columns(warehouse: DuckDBPyConnection, fact: str) -> list[str]:
    return warehouse.sql(f"from marts.{fact}").columns


def facts_with(warehouse: DuckDBPyConnection, column: str) -> list[str]:
    tables = warehouse.execute(
        "select table_name from duckdb_columns() where schema_name = 'marts'"
        " and column_name = ? and table_name like 'fct_%' order by all",
        [column],
    ).fetchall()
    return [name for (name,) in tables]


def test_every_fact_adds_up_to_the_printed_total(warehouse: DuckDBPyConnection) -> None:
    """Of one month and breakdown: the total of its blocks, or a pair around it."""
    facts = facts_with(warehouse, "participants_min")
    assert len(facts) > 20
    for fact in facts:
        names = columns(warehouse, fact)
        breakdown = "fct.breakdown" if "breakdown" in names else "'none'"
        tiltak = "fct.tiltak_code" if "tiltak_code" in names else "'ALL'"
        rows = warehouse.execute(
            f"""
            with summed as (
                select fct.month, reports.report_code, {breakdown} as breakdown,
                    list(distinct {tiltak}) as tiltak,
                    sum(participants_min) as low, sum(participants_max) as high,
                    count(*) = count(participants_min) as is_complete
                from marts.{fact} as fct
                inner join marts.dim_report as reports on fct.report_id = reports.report_id
                group by all
            )
            select summed.month, summed.breakdown, low, high,
                sum(cells.participants_min), sum(cells.participants_max), is_complete
            from summed
            inner join intermediate.int_cells_newest as cells
                on cells.month = summed.month and cells.report_code = summed.report_code
                and cells.breakdown = 'tiltak'
                and list_contains(summed.tiltak, cells.tiltak_code)
            group by all
            """
        ).fetchall()
        assert rows, fact
        for month, name, low, high, least, most, is_complete in rows:
            assert low <= most, (fact, month, name)
            # participants without a place of today have a row only where `borders` is a column
            has_all = is_complete or "borders" in names
            assert high >= least or not has_all, (fact, month, name)


def blocks_of(warehouse: DuckDBPyConnection, fact: str) -> set[tuple[object, ...]]:
    """Month, report series, tiltak (`ALL` where it has none) and breakdown of its rows."""
    names = columns(warehouse, fact)
    tiltak = "fct.tiltak_code" if "tiltak_code" in names else "'ALL'"
    breakdown = "fct.breakdown" if "breakdown" in names else f"'{fact}'"
    return set(
        warehouse.execute(
            f"select distinct fct.month, reports.report_code, {tiltak}, {breakdown}"
            f" from marts.{fact} as fct inner join marts.dim_report as reports"
            " on fct.report_id = reports.report_id"
        ).fetchall()
    )


def test_no_fact_lacks_a_printed_block(warehouse: DuckDBPyConnection) -> None:
    """A sum over the rows that are there would be right without the others."""
    printed = warehouse.execute(
        "select distinct month, report_code, tiltak_code, breakdown, tiltak_level"
        " from intermediate.int_cells_newest"
    ).fetchall()
    for fact in facts_with(warehouse, "participants_min"):
        of_all = fact.startswith("fct_all_tiltak")
        long = fact in ("fct_main_groups", "fct_change")
        cut = "labour_status" if fact == "fct_participants" else fact.rpartition("by_")[2]
        cut = "tiltak" if of_all or long else cut.removeprefix("current_")
        level = "main_group" if fact == "fct_main_groups" else "tiltak"
        wanted = {
            (month, report, tiltak)
            for month, report, tiltak, breakdown, of_level in printed
            if (breakdown, of_level) == (cut, level) and (long or (tiltak == "ALL") == of_all)
        }
        assert len(wanted) > 3, fact
        assert wanted <= {block[:3] for block in blocks_of(warehouse, fact)}, fact
    every = {(m, r, t, b) for m, r, t, b, level in printed if level == "main_group"}
    every = {(m, r, t, "all" if (b, t) == ("tiltak", "ALL") else b) for m, r, t, b in every}
    assert every <= blocks_of(warehouse, "fct_main_groups")


def test_no_fact_mixes_main_groups_with_tiltak(warehouse: DuckDBPyConnection) -> None:
    for fact in facts_with(warehouse, "participants"):
        levels = warehouse.execute(
            f"select distinct tiltak_level from marts.{fact} as fct"
            " inner join marts.dim_report as reports on fct.report_id = reports.report_id"
        ).fetchall()
        assert levels == [("main_group" if "main_groups" in fact else "tiltak",)], fact


def test_every_printed_cell_is_found_once(warehouse: DuckDBPyConnection) -> None:
    raw = warehouse.table("raw.raw_rows")
    rows = [dict(zip(raw.columns, row, strict=True)) for row in raw.fetchall()]
    printed = {
        (row["report_id"], int(row["page"]), int(row["row_no"]), column): value
        for row in rows
        for column, value in row.items()
        if value and (column == "ytd_average" or column.startswith("m"))
    }
    found = warehouse.execute(
        """select report_id, page, row_no, if("column" = 'ytd_average', "column",
        'm' || "column"[6:7]), printed from marts.fct_printed_cells"""
    ).fetchall()
    assert len(found) == len(printed)
    assert {tuple(row[:4]): row[4] for row in found} == printed
    assert warehouse.execute(
        "select count(*) from marts.fct_printed_cells where is_repeated_total"
    ).fetchall() > [(100,)]


@pytest.mark.parametrize("fact", OF_ONE_CELL)
def test_every_figure_leads_to_its_cell(warehouse: DuckDBPyConnection, fact: str) -> None:
    names = columns(warehouse, fact)
    own = {"report_code", "tiltak_code", "member_code"}
    [member] = [n for n in names if n.endswith("_code") and n not in own] or ["'ALL'"]
    member = "member_code" if "member_code" in names else member
    breakdown = f"'{OF_ONE_CELL[fact]}'" if OF_ONE_CELL[fact] else "breakdown"
    tiltak = "tiltak_code" if "tiltak_code" in names else "'ALL'"
    rows = warehouse.execute(
        f"""
        select count(*), count(cells.report_id), count(distinct cells),
            count(*) filter (where cells.participants is not distinct from fct.participants)
        from (
            select report_id, month, participants, observation_status,
                {breakdown} as breakdown, {tiltak} as tiltak_code, {member} as member_code
            from marts.{fact}
        ) as fct
        left join {CELLS} as cells using (report_id, month, breakdown, tiltak_code, member_code)
        where observation_status <> 'not_listed'
        """
    ).fetchall()
    [(listed, found, different, alike)] = rows
    assert listed == found == different == alike > 0


@pytest.mark.parametrize("fact", ["fct_revisions", "fct_main_groups_revisions"])
def test_a_revision_leads_to_both_cells(warehouse: DuckDBPyConnection, fact: str) -> None:
    [(revised, one, other, odd)] = warehouse.execute(
        f"""
        select count(*),
            count(*) filter (where fct.observation_status = 'not_listed' and now.printed is null
                or now.participants is not distinct from fct.participants),
            count(*) filter (
                where fct.previous_observation_status = 'not_listed' and before.printed is null
                or before.participants is not distinct from fct.previous_participants),
            count(*) filter (where fct.observation_status <> 'observed'
                and fct.previous_observation_status <> 'observed')
        from marts.{fact} as fct
        left join {CELLS} as now using (report_id, month, breakdown, tiltak_code, member_code)
        left join {CELLS} as before
            on before.report_id = fct.previous_report_id and before.month = fct.month
            and before.breakdown = fct.breakdown and before.tiltak_code = fct.tiltak_code
            and before.member_code = fct.member_code
        """
    ).fetchall()
    assert revised == one == other > 0
    assert odd == 0


@pytest.mark.parametrize(
    "averages",
    [
        "select report_id, breakdown, tiltak_code, member_code, ytd_average"
        " from marts.fct_participants_ytd_average",
        "select reports.report_id, breakdown, tiltak_code, member_code, ytd_average"
        " from marts.fct_main_groups as fct inner join marts.dim_report as reports"
        " on fct.month = reports.last_month and reports.tiltak_level = 'main_group'"
        " where ytd_average_min is not null",
    ],
    ids=["fct_participants_ytd_average", "fct_main_groups"],
)
def test_an_average_leads_to_its_cell(warehouse: DuckDBPyConnection, averages: str) -> None:
    [(listed, alike)] = warehouse.execute(
        f"""
        select count(*),
            count(*) filter (where cells.participants is not distinct from ytd_average)
        from ({averages}) as fct
        left join {CELLS} as cells
            using (report_id, breakdown, tiltak_code, member_code)
        where cells.month is null
        """
    ).fetchall()
    assert listed == alike > 0


def test_changes_are_of_the_counts_of_the_other_facts(warehouse: DuckDBPyConnection) -> None:
    others = " union all ".join(
        f"select month, '{breakdown}' as breakdown, {tiltak} as tiltak_code,"
        f" {member} as member_code, participants, participants_min, participants_max"
        f" from marts.{fact} {where}"
        for fact, breakdown, tiltak, member, where in [
            ("fct_all_tiltak", "all", "report_code", "'ALL'", ""),
            ("fct_participants_by_tiltak", "tiltak", "tiltak_code", "'ALL'", ""),
            *(
                (
                    f"fct_{what}_by_current_{place}",
                    f"{prefix}current_{place}",
                    tiltak,
                    f"{place}_code",
                    "where borders = 'current'",
                )
                for what, prefix, tiltak in (
                    ("participants", "", "tiltak_code"),
                    ("all_tiltak", "all_by_", "report_code"),
                )
                for place in ("fylke", "kommune")
            ),
        ]
    )
    of_change = (
        "select month, breakdown, if(tiltak_code = 'ALL', report_code, tiltak_code),"
        " member_code, participants, participants_min, participants_max from marts.fct_change"
    )
    counted = warehouse.execute(others).fetchall()
    assert len(counted) > 1000
    assert sorted(map(str, counted)) == sorted(
        map(str, warehouse.execute(of_change).fetchall())
    )


def test_columns_lead_to_rows_of_their_dimensions(
    project: Project, warehouse: DuckDBPyConnection
) -> None:
    project.manifest()
    tables = read_tables(project.folder / "target/manifest.json")
    keys = [
        (f"{table.schema}.{table.name}", key) for table in tables for key in table.foreign_keys
    ]
    assert len(keys) > 100
    for name, key in keys:
        orphans = warehouse.execute(
            f"select {key.column} from {name} where {key.column} is not null"
            f" and {key.column} not in (select {key.field} from marts.{key.table})"
        ).fetchall()
        assert orphans == [], (name, key)


def wide_views(warehouse: DuckDBPyConnection) -> dict[str, str]:
    """Each view of the schema `bi` and its fact."""
    views = warehouse.execute(
        "select view_name from duckdb_views() where schema_name = 'bi' order by all"
    ).fetchall()
    return {
        view: f"fct_{view.removeprefix('bi_')}" for (view,) in views if view != "bi_members"
    }


def test_every_fact_has_a_wide_view_of_the_same_rows(warehouse: DuckDBPyConnection) -> None:
    views = wide_views(warehouse)
    facts = warehouse.execute(
        "select table_name from information_schema.tables where table_schema = 'marts'"
        " and table_name like 'fct_%' order by all"
    ).fetchall()
    assert sorted(views.values()) == [fact for (fact,) in facts]
    for view, fact in views.items():
        named = warehouse.sql(f"from bi.{view}").columns
        shared = ", ".join(name for name in columns(warehouse, fact) if name in named)
        fact_rows, view_rows = (
            f"(select {shared} from {n})" for n in (f"marts.{fact}", f"bi.{view}")
        )
        [(rows, others)] = warehouse.execute(
            f"""
            select (select count(*) from marts.{fact}), (
                select count(*) from (
                    ({view_rows} except all {fact_rows})
                    union all
                    ({fact_rows} except all {view_rows})
                )
            )
            """
        ).fetchall()
        assert rows > 0, view
        assert others == 0, view


def test_wide_views_are_read_in_a_file_of_another_name(
    landed_once: Path, tmp_path: Path
) -> None:
    path = shutil.copy(landed_once / "nav_tilt.duckdb", tmp_path / "renamed.duckdb")
    with duckdb.connect(str(path), read_only=True) as warehouse:
        for view in wide_views(warehouse):
            assert warehouse.sql(f"from bi.{view}").fetchone() is not None


def test_no_number_of_a_wide_view_hides_a_star(warehouse: DuckDBPyConnection) -> None:
    """What a click adds up is there in every row, but where no number can be given."""
    fine = {"not_comparable"}
    for view in wide_views(warehouse):
        relation = warehouse.sql(f"from bi.{view}")
        kinds = dict(zip(relation.columns, map(str, relation.types), strict=True))
        numbers = [name for name, kind in kinds.items() if kind in ("INTEGER", "DOUBLE")]
        nullable = {
            name
            for name in numbers
            for (status,) in warehouse.execute(
                "select distinct"
                f" {'observation_status' if 'observation_status' in kinds else 'null'}"
                f" from bi.{view} where {name} is null"
            ).fetchall()
            if status not in fine
        }
        # no population is known, or no month to compare with: both ends are null
        assert all(name.endswith(("_min", "_max")) for name in nullable), (view, nullable)
        assert {name for name in nullable if name.startswith("participants_m")} <= (
            {"participants_min", "participants_max"} if view == "bi_change" else set()
        )


def test_wide_views_name_every_code_and_print_every_star(warehouse: DuckDBPyConnection) -> None:
    stars = 0
    for view in wide_views(warehouse):
        named = warehouse.sql(f"from bi.{view}").columns
        for name in (name for name in named if name.endswith(("_nb", "_en"))):
            average = " and column_name <> 'ytd_average'" if view == "bi_printed_cells" else ""
            silent = f"select count(*) from bi.{view} where {name} is null{average}"
            assert warehouse.execute(silent).fetchall() == [(0,)], (view, name)
        if {"printed", "participants_max"} <= set(named):
            [(odd, starred)] = warehouse.execute(
                f"""
                select count(*) filter (where printed <> case
                        when participants_min is null then chr(8211)
                        when participants_min = participants_max then participants_min::varchar
                        when participants_max = 3 then '*'
                        else participants_min || chr(8211) || participants_max end),
                    count(*) filter (where printed = '*')
                from bi.{view}
                """
            ).fetchall()
            assert odd == 0, view
            stars += starred
    assert stars > 1000


def test_sql_functions_are_null_where_a_part_is_hidden(warehouse: DuckDBPyConnection) -> None:
    """On a connection that only reads."""
    rows = warehouse.execute(
        "select place, marts.sum_or_null(n), marts.rate_or_null(n, people) from (values"
        " ('A', 7, 1000), ('A', 5, 2000), ('B', 7, 1000), ('B', null, 1000),"
        " ('C', 7, 1000), ('C', 5, null), ('D', 1, 16000)) as t (place, n, people)"
        " group by place order by place"
    ).fetchall()
    assert rows == [("A", 12, 4.0), ("B", None, None), ("C", 12, None), ("D", 1, 0.063)]
    assert warehouse.execute(
        "select marts.sum_or_null(participants) from marts.fct_all_tiltak where false"
    ).fetchall() == [(None,)]


@pytest.mark.parametrize(
    "call",
    [
        "sum_or_null(participants) over ()",
        "sum_or_null(participants) filter (true)",
        "sum_or_null(participants_per_1000)",
    ],
)
def test_sql_functions_refuse_what_they_cannot_do(
    warehouse: DuckDBPyConnection, call: str
) -> None:
    with pytest.raises(duckdb.Error):
        warehouse.execute(f"select marts.{call} from marts.fct_all_tiltak").fetchall()
