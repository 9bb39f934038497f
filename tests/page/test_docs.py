"""`make docs`: one file that opens alone and describes the warehouse as it was built."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.lent import lend_packages
from tests.project.conftest import PARTS, ROOT

from .conftest import Made

NEEDS = (*PARTS, "Makefile", "requirements.lock")
FACT = "fct_participants_by_fylke"


@pytest.fixture(scope="module")
def docs(made: dict[str, Made], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a clone, its name not in ASCII, after `make docs`."""
    folder = tmp_path_factory.mktemp("nav tilt (1), æøå", numbered=False)
    for name in NEEDS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, folder / name)
    lend_packages(folder)
    shutil.copy2(made["january"].database, folder / "nav_tilt.duckdb")
    env = {key: value for key, value in os.environ.items() if key != "NAV_TILT_DATABASE"}
    done = subprocess.run(["make", "docs"], cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def test_no_result_of_a_test_is_written_that_none_ran(docs: Path) -> None:
    assert (docs / "target/docs/manifest.json").exists()
    assert not list((docs / "target").rglob("run_results.json"))


def test_it_opens_alone_and_describes_the_warehouse(
    docs: Path, made: dict[str, Made], browser: Browser
) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    page.goto((docs / "nav_tilt_docs.html").as_uri())
    page.get_by_role("link", name=FACT).first.click()
    columns = page.locator(".column-row")
    columns.first.wait_for()
    shown = [tuple(row.split("\n")) for row in columns.all_inner_texts()]
    built = made["january"].query(
        "select column_name, data_type from duckdb_columns()"
        f" where schema_name = 'marts' and table_name = '{FACT}' order by column_index"
    )
    assert [tuple(part.strip() for part in row if part.strip())[:2] for row in shown] == built
    assert complaints == []
    assert set(requests) == {(docs / "nav_tilt_docs.html").as_uri()}
    context.close()


def test_it_neither_touches_the_served_file_nor_says_where_it_was_made(
    docs: Path, made: dict[str, Made]
) -> None:
    served, was = docs / "nav_tilt.duckdb", made["january"].database
    assert served.read_bytes() == was.read_bytes()
    assert served.stat().st_mtime_ns == was.stat().st_mtime_ns
    text = (docs / "nav_tilt_docs.html").read_text(encoding="utf-8")
    for folder in (str(docs), json.dumps(str(docs)), str(Path.home())):
        assert folder not in text
