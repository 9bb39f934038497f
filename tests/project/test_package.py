"""Another dbt project that has this one among its packages."""

import shlex
import subprocess
import sys
from collections.abc import Iterator

import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from .conftest import Project, copy_project

pytestmark = pytest.mark.slow

FILES = {
    "dbt_project.yml": "{name: other, version: 1.0.0, profile: other, model-paths: [models]}",
    "packages.yml": "packages: [{local: ../nav_tilt}]",
    "profiles.yml": (
        "{other: {target: dev, outputs: {dev: {type: duckdb, path: nav_tilt.duckdb}}}}"
    ),
    "models/by_month.sql": """
        select
            month,
            {{ nav_tilt.sum_participants() }},
            {{ nav_tilt.suppressed_rate('sum(participants)', 'sum(4)', per=1) }} as rate,
            {{ nav_tilt.suppressed_rate("sum(participants)", 'sum(5)') }} is null as is_hidden,
            {{ nav_tilt.printed_count("'10 002'") }} as printed,
            marts.sum_or_null(participants) as in_sql
        from {{ ref('fct_participants_by_tiltak') }}
        group by month
    """,
    "models/by_fylke.sql": """
        select *, {{ nav_tilt.suppressed_rate('participants', '1000') }} as rate
        from {{ ref('nav_tilt', 'fct_participants_by_fylke') }}
    """,
    "models/of_the_country.sql": """
        select
            month,
            {{ nav_tilt.sum_participants() }},
            {{ nav_tilt.suppressed_rate('sum(participants)', 'count(*)') }} as rate
        from {{ ref('by_fylke') }}
        group by month
    """,
    "models/models.yml": """
models:
  - name: by_fylke
    data_tests:
      - nav_tilt.suppression
      - nav_tilt.says_what_nav_printed: {arguments: {breakdown: fylke}}
      - nav_tilt.unique_combination: {arguments: {columns: [month, tiltak_code, fylke_code]}}
""",
}

TESTS = {
    "nav_tilt_suppression_by_fylke_",
    "nav_tilt_says_what_nav_printed_by_fylke_fylke",
    "nav_tilt_unique_combination_by_fylke_month__tiltak_code__fylke_code",
}


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("packages")
    for path, text in FILES.items():
        file = folder / "other" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "nav_tilt").mkdir()
    with pytest.MonkeyPatch.context() as monkeypatch:
        copy_project(folder / "nav_tilt", monkeypatch)
        # dbt deps reads and writes where it is called
        monkeypatch.chdir(folder / "other")
        assert dbtRunner().invoke(["--quiet", "deps"]).success
        yield Project(folder / "other")


@pytest.fixture(scope="module")
def statuses(other: Project) -> dict[str, str]:
    return other.build("+by_month", "+of_the_country")


def test_models_and_tests_of_another_project_use_this_one(statuses: dict[str, str]) -> None:
    assert statuses.keys() >= {"by_month", "by_fylke", "of_the_country", *TESTS}
    assert set(statuses.values()) == {"success", "pass"}


def test_what_to_type_next_is_of_that_project(
    other: Project, statuses: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    """Its file, and no target of ours."""
    other.build("dim_tiltak")
    [said] = [
        line.split("Try next: ")[1]
        for line in capfd.readouterr().out.splitlines()
        if "Try next: " in line
    ]
    program, *words = shlex.split(said)
    assert program == "python"
    shown = subprocess.run(
        [sys.executable, *words], cwd=other.folder, capture_output=True, text=True
    )
    assert "VASV" in shown.stdout, shown.stderr


def test_the_disclosure_audit_is_not_there(other: Project) -> None:
    """It is Python that another project cannot import; the other audits come along."""
    names = {node.name for node in other.manifest().nodes.values()}
    assert "audit_totals" in names
    assert names.isdisjoint({"audit_disclosure", "int_disclosure"})


def test_macros_say_there_what_they_say_here(other: Project, statuses: dict[str, str]) -> None:
    assert other.query("select * exclude (month) from by_month") == [
        (14265, 0, 14265, 14265, 1188.75, False, 10002, 14265)
    ]
    # 14255 and 21 stars
    assert other.query("select * exclude (month) from of_the_country") == [
        (14255, 21, 14255, 14318, None)
    ]


def test_a_broken_row_fails_the_tests_of_the_package(
    other: Project, statuses: dict[str, str]
) -> None:
    path = other.folder / "models/by_fylke.sql"
    sql = FILES["models/by_fylke.sql"]
    path.write_text(
        sql.replace("*,", "* replace (coalesce(participants, 0) as participants),"),
        encoding="utf-8",
    )
    failed = {name for name, status in other.build("by_fylke").items() if status == "fail"}
    path.write_text(sql, encoding="utf-8")
    assert failed == TESTS - {name for name in TESTS if "unique" in name}


def test_another_engine_is_told_that_it_is_not_supported(
    other: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["run-operation", "nav_tilt.default__matches", "--args", "{text: a, pattern: a}"]
    assert not dbtRunner(other.manifest()).invoke(words).success
    DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    assert "nav_tilt has SQL for DuckDB, PostgreSQL and Spark" in capsys.readouterr().out
