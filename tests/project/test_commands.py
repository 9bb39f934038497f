"""Every command of README.md, CONTRIBUTING.md and docs/ runs here or is named below.

A command that a page gains and that is in none of the three lists is a failure: it has to run
here, or to name the test that runs it, or to say why none does.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lent import lend_packages
from tests.readme import ROOT, blocks

from .test_docs import PAGES

START = re.compile(
    r"(?:[A-Z_]+=\S+ )*"
    r"(?:make|\.venv/bin/\w+|python|pip|pre-commit|frictionless|mf|git|psql|export)\b"
)
RUNS = (
    "make help",
    'make sql Q="select name_nb from marts.dim_tiltak"',
    '.venv/bin/duckdb -readonly nav_tilt.duckdb "from marts.dim_tiltak"',
    ".venv/bin/duckdb -readonly nav_tilt.duckdb < analyses/ranking_with_stars.sql",
    ".venv/bin/python -m extract --copy seeds/raw",
    ".venv/bin/python -m extract --remove TILT170_2026-02-02",
    "make page",
)
"""As they are written and in this order, beside a warehouse of made-up reports."""
ELSEWHERE = {
    "make build": "bi/test_open_reader.py::test_readers_go_on_during_a_build",
    "make sql": "bi/test_connections.py::test_the_shell_answers_as_python_does",
    ".venv/bin/python -m extract 'reports/*.pdf'": (
        "extract/test_landing.py::test_a_pattern_follows_no_links_and_takes_no_hidden_files"
    ),
    ".venv/bin/python -m extract --look REPORT.pdf 12": (
        "extract/test_pdf.py::test_a_page_is_drawn_as_it_is_read"
    ),
    ".venv/bin/python -m extract --remove REPORT_ID": (
        "project/test_retraction.py::test_nothing_of_a_removed_report_is_left"
    ),
    "export NAV_TILT_ARCHIVE=/data/nav_tilt": (
        "extract/test_landing.py::test_the_variable_names_the_archive"
    ),
    "make docs": "page/test_docs.py::test_it_opens_alone_and_describes_the_warehouse",
    "make publish": "bi/test_readme.py::test_parquet",
    ".venv/bin/frictionless validate published/datapackage.json": (
        "bi/test_published.py::test_frictionless_finds_the_package_valid"
    ),
    ".venv/bin/mf list metrics --search participants": (
        "bi/test_metrics.py::test_helpers_are_what_other_metrics_need"
    ),
    ".venv/bin/mf list dimensions --metrics participants_by_kommune": (
        "bi/test_metrics.py::test_groupings_by_code_are_listed"
    ),
    "NAV_TILT_TARGET=read .venv/bin/mf query --saved-query rate_by_kommune": (
        "bi/test_metrics.py::test_a_saved_query_begins_with_numbers"
    ),
    "NAV_TILT_TARGET=read .venv/bin/mf query --metrics participants"
    " --group-by metric_time,tiltak__name_nb": "bi/test_readme.py::test_commands",
    'psql --host=SERVER --username=anna --dbname=nav_tilt --command="select * from'
    ' marts.dim_tiltak"': "engines/test_psql.py::test_psql_reads_a_mart",
    "make superset-demo": "superset/test_demo.py::test_the_dashboard_lists_every_chart",
    ".venv/bin/python -m tools.disclosure --protect ~/plan.csv": (
        "disclosure/test_protect.py::test_a_plan_protects_and_is_the_smallest"
    ),
    ".venv/bin/python -m tools.disclosure --protect ~/plan.csv --narrowed": (
        "disclosure/test_protect.py::test_a_plan_may_leave_every_star_its_four_values"
    ),
    ".venv/bin/python -m tools.disclosure --protect ~/plan.csv --cost size": (
        "disclosure/test_protect.py::test_a_cell_may_cost_its_size"
    ),
    ".venv/bin/dbt build --select path:models/own": (
        "build/test_project.py::test_ones_own_models_keep_their_rows_over_three_builds"
    ),
    "PGHOST=… make publish": "engines/test_publish.py::test_server_has_the_rows_of_the_file",
    "PGHOST=… PGUSER=… make publish": (
        "engines/test_publish_beside_others.py::test_user_and_database_are_those_of_the_profile"
    ),
    "PGHOST=… PGUSER=… .venv/bin/dbt build --target postgres": (
        "engines/test_engines.py::test_everything_is_built_and_every_test_passes"
    ),
    ".venv/bin/dbt build --target spark": (
        "engines/test_engines.py::test_everything_is_built_and_every_test_passes"
    ),
    "SPARK_CONF_DIR=/etc/spark .venv/bin/dbt build --target spark_cluster": (
        "engines/test_spark.py"
        "::test_external_tables_are_made_again_after_the_metastore_was_lost"
    ),
    "NAV_TILT_SPARK_HOST=… .venv/bin/dbt build --target spark_thrift": (
        "engines/test_spark.py::test_a_thrift_server_gives_the_same_rows"
    ),
}
"""Commands that cost more than this test may, or need a server: who runs them, or the like."""
NOT_RUN = {
    **dict.fromkeys(
        ("make test", "make check", "make test-bi", "make test-engines", "make test-superset"),
        "it runs the tests, this one among them",
    ),
    **dict.fromkeys(("make setup-bi", "make setup-engines"), "it installs from a registry"),
    "make land REPORT='reports/*.pdf'": "it is two commands that run: extract and make build",
    "make lock": "it asks a registry for newer versions",
    "pre-commit install": "it changes the git repository around this folder",
    **dict.fromkeys(("git pull", "git checkout", "git filter-repo"), "git's own"),
}


def commands(text: str) -> Iterator[str]:
    """The commands in blocks of a shell and between backticks, without their comments."""
    lines = [line for kind in ("sh", "") for b in blocks(text, kind) for line in b.splitlines()]
    prose = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    for line in [*lines, *re.findall(r"`([^`\n]+)`", prose)]:
        command = re.sub(r"\s+#.*", "", line).strip()
        if START.match(command):
            yield from (part.strip() for part in command.split(" && "))


def test_each_command_runs_here_or_elsewhere_or_says_why_not() -> None:
    found = {
        command for page in PAGES for command in commands((ROOT / page).read_text("utf-8"))
    }
    queries = {command for command in found if command.startswith("make sql Q=")}  # test_docs
    named = [*RUNS, *ELSEWHERE, *NOT_RUN]
    assert sorted(found - queries - {*named}) == []
    assert sorted({*named} - found) == []
    assert len(named) == len({*named})


@pytest.mark.parametrize("test", sorted({*ELSEWHERE.values()}))
def test_the_tests_that_run_the_others_are_there(test: str) -> None:
    file, _, name = test.partition("::")
    assert f"def {name}(" in (ROOT / "tests" / file).read_text("utf-8")


def test_commands_run_as_they_are_written(landed_once: Path, tmp_path: Path) -> None:
    folder = tmp_path / "nav_tilt"
    folder.mkdir()
    for name in ("analyses", "extract", "tools", "seeds/raw"):  # copies: extract writes there
        shutil.copytree(ROOT / name, folder / name)
    for file in (ROOT / "Makefile", landed_once / "nav_tilt.duckdb"):
        shutil.copy2(file, folder)
    lend_packages(folder)
    env = {k: v for k, v in os.environ.items() if not k.startswith(("NAV_TILT_", "MAKE"))}
    for command in RUNS:
        archive = (
            {"NAV_TILT_ARCHIVE": str(tmp_path / "archive")} if "extract" in command else {}
        )
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=env | archive,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        assert done.stdout, command
    assert (folder / "nav_tilt.html").stat().st_size > 100_000


def test_the_python_of_the_readme_shows_a_mart(landed_once: Path) -> None:
    [client] = blocks((ROOT / "README.md").read_text("utf-8"), "python")
    python = ROOT / ".venv/bin/python"
    done = subprocess.run(
        [python, "-"], cwd=landed_once, input=client, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "tiltak_code" in done.stdout
