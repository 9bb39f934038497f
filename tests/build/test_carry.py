"""A user's own tables remain after a build; the project's are rebuilt."""

from pathlib import Path

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from .conftest import REPORTS, Small

OWN = """
create schema own;
create table own.notes (code varchar primary key, note varchar);
insert into own.notes values ('03', 'capital');
comment on table own.notes is 'mine';
create index by_note on own.notes (note);
create view own.noted as select * from marts.dim_fylke join own.notes on code = fylke_code;
create macro own.twice(n) as 2 * n;
create macro own.fylker() as table select * from marts.dim_fylke;
create sequence own.numbers;
create type own.size as enum ('small', 'large');
create table other as select 1 as n;
create table marts.mine as select 1 as n;
"""
MODELS = {
    "models/own/seen.sql": """
        {{ config(materialized='incremental') }}
        select {{ var('build') }} as build, count(*) as reports from {{ ref('dim_report') }}
    """,
    "models/own/in_marts.sql": """
        {{ config(materialized='incremental', schema='marts') }}
        select {{ var('build') }} as build, count(*) as reports from {{ ref('dim_report') }}
    """,
    "models/own/now.sql": "select {{ var('build') }} as build, 'a' as key",
    "snapshots/history.yml": """
        snapshots:
          - name: history
            relation: ref('now')
            config: {unique_key: key, strategy: check, check_cols: [build]}
    """,
    "seeds/own/towns.csv": "code,town\nN03,Oslo\n",
}
BUILDS = (1, 2, 3)


def test_what_is_in_other_schemas_is_carried_over(served: Small) -> None:
    served.execute(OWN)
    _, lines = served.build()
    kept = "kept of your own: own.noted, own.fylker, own.twice, main.other, own.notes"
    [said] = [line for line in lines if line.startswith(kept)]
    assert "…" not in said
    assert served.query("from own.noted") == [("03", "Oslo", "03", "capital")]
    assert served.query("select own.twice(4)") == [(8,)]
    assert served.query("select count(*) from own.fylker()") == [(2,)]
    assert served.query("from other") == [(1,)]
    assert served.query(
        "select comment, has_primary_key, index_count > 0 from duckdb_tables()"
        " where table_name = 'notes'"
    ) == [("mine", True, True)]
    assert served.query("select sequence_name from duckdb_sequences()") == [("numbers",)]
    assert served.query("select 'small'::own.size") == [("small",)]
    with pytest.raises(duckdb.CatalogException):
        served.query("from marts.mine")


def test_all_files_can_be_read_by_the_same_clients(served: Small) -> None:
    versions = [version(served)]
    served.execute("create table other as select 1 as n")
    served.build()
    assert [*versions, version(served)] == ["v1.0.0+"] * 2


def version(project: Small) -> str:
    [(tags,)] = project.query(
        "select tags['storage_version'] from duckdb_databases() where not internal"
    )
    return str(tags)


@pytest.mark.slow
@pytest.mark.parametrize("by_make", [True, False])
def test_models_snapshots_and_seeds_of_ones_own_keep_their_rows(
    small: Small, monkeypatch: pytest.MonkeyPatch, by_make: bool
) -> None:
    for name, text in MODELS.items():
        small.write(name, text)
    monkeypatch.chdir(small.folder)
    for number in BUILDS:
        small.write("dbt_project.yml", f"{project_of(small)}\nvars: {{build: {number}}}")
        if by_make:
            small.build()
        else:
            assert dbtRunner().invoke(["--quiet", "build"]).success
            DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    assert small.query("from main.seen order by build") == [(n, 2) for n in BUILDS]
    assert small.query("from marts.in_marts order by build") == [(n, 2) for n in BUILDS]
    assert small.query("select build from main.history order by build") == [
        (n,) for n in BUILDS
    ]
    assert small.query("from main.towns") == [("N03", "Oslo")]


def project_of(small: Small) -> str:
    return (small.folder / "dbt_project.yml").read_text("utf-8").partition("\nvars:")[0]


def files_with(folder: Path, text: str) -> set[str]:
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and text.encode() in path.read_bytes()
    }


def test_nothing_of_a_removed_report_remains(served: Small) -> None:
    served.execute("create table other as select 'mine' as note")
    served.write("models/own/copied.sql", "select * from {{ ref('dim_report') }}")
    served.build()
    removed = "TILT170_2025-03-31"
    assert files_with(served.folder, removed) == {
        "nav_tilt.duckdb",
        "seeds/raw/raw_reports.csv",
    }
    lines = [line for line in REPORTS.splitlines() if removed not in line]
    served.write("seeds/raw/raw_reports.csv", "\n".join(lines) + "\n")
    served.build()
    assert served.query("from other") == [("mine",)]
    assert served.query("select count(*) from main.copied") == [(1,)]
    assert files_with(served.folder, removed) == set()
