"""The project itself, as dbt users run it and with models of their own."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from extract.__main__ import main as extract
from tests.facsimile.text import to_text
from tests.facsimile.world import made_up
from tests.project.conftest import ROOT, Project, copy_project
from tools.build.progress import Progress
from tools.build.run import build

pytestmark = pytest.mark.slow

EXAMPLES = re.findall(
    r"```sql\n-- (\S+?):.*?\n(.*?)```", (ROOT / "docs/own_models.md").read_text("utf-8"), re.S
)
HISTORY = """
snapshots:
  - name: history
    relation: ref('dim_report')
    config: {unique_key: report_code, strategy: check, check_cols: [report_id]}
"""


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Project]:
    with pytest.MonkeyPatch.context() as patch:
        project = copy_project(tmp_path / "project", patch)
        patch.delenv("NAV_TILT_DATABASE")
        yield project


def dbt(project: Project, elsewhere: Path, *arguments: str) -> None:
    """A dbt command in a process of its own, called from another folder."""
    done = subprocess.run(
        [Path(sys.executable).parent / "dbt", "--quiet", *arguments, *project.options],
        cwd=elsewhere,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_commands_work_one_by_one_from_another_folder(real: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    dbt(real, elsewhere, "build", "--select", "+fct_participants_by_fylke")
    (real.folder / "nav_tilt.duckdb").unlink()
    for command in (["docs", "generate"], ["seed"], ["run"], ["test"]):
        dbt(real, elsewhere, *command)
    assert list(elsewhere.iterdir()) == []
    left = {path.name for path in real.folder.iterdir()} - {
        path.name for path in ROOT.iterdir() if path.name not in ("target", "logs")
    }
    assert left <= {"nav_tilt.duckdb", "target", "logs"}


def land(project: Project, months: int) -> str:
    report = made_up("TILT110", 2025, months, seed=1)
    path = project.folder / f"{report.code}_{months}.txt"
    path.write_text(to_text(report, between="  ")[0], encoding="utf-8")
    into = ["--quiet", "--into", str(project.folder / "seeds/raw")]
    assert extract([*into, str(path)]) == 0
    return f"{report.code}_{report.updated_on}"


def run(project: Project, by_make: bool) -> None:
    with pytest.MonkeyPatch.context() as patch, open(os.devnull, "w") as nowhere:
        patch.chdir(project.folder)
        if by_make:
            build(Path("nav_tilt.duckdb"), Progress(nowhere))
        else:
            assert dbtRunner().invoke(["--quiet", "build"]).success
            DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("by_make", [True, False])
def test_ones_own_models_keep_their_rows_over_three_builds(
    real: Project, by_make: bool
) -> None:
    for name, text in EXAMPLES:
        path = real.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (real.folder / "snapshots").mkdir()
    (real.folder / "snapshots/history.yml").write_text(HISTORY)
    (real.folder / "seeds/own").mkdir()
    (real.folder / "seeds/own/towns.csv").write_text("code,town\nN03,Oslo\n")
    run(real, by_make)
    landed = [land(real, months=1)]
    run(real, by_make)
    landed.append(land(real, months=2))
    remove = ["--quiet", "--into", str(real.folder / "seeds/raw"), "--remove", landed[0]]
    assert extract(remove) == 0
    run(real, by_make)
    history = real.query(
        "select report_id from main.history where report_code = 'TILT110' order by report_id"
    )
    assert history == [(report_id,) for report_id in sorted(landed)]
    assert real.query("select count(*) from main.seen_months") == [(13,)]
    assert real.query("from main.towns") == [("N03", "Oslo")]
    assert real.query("select count(*) > 0 from main.small_fylker") == [(True,)]
    left = real.query(f"select count(*) from marts.dim_report where report_id = '{landed[0]}'")
    assert left == [(0,)]
