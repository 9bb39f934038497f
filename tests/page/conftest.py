"""Two warehouses, the page of each, and a browser without a network."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from playwright.sync_api import Browser, Page

from extract.__main__ import main as extract
from tests.facsimile.text import to_text
from tests.facsimile.world import made_up
from tests.project.conftest import Project, copy_project
from tools.page.__main__ import main as report
from tools.page.images import chromium

SMALL = (4257, 300, 3)
"""Persons per tiltak: the last is a `*` in some months and a number in others."""
MADE_UP = (
    made_up("TILT170", 2024, 4, seed=1, persons=SMALL),
    made_up("TILT170", 2025, 3, seed=1, persons=SMALL, revisions=True),
    made_up("TILT170", 2025, 4, seed=1, persons=SMALL, revisions=True),
    # its last month is before the reforms: sums on today's borders, and kommuner split since
    made_up("TILT110", 2019, 1, seed=1, persons=(900, 300)),
    made_up("TILT100", 2025, 1, seed=1),
)


@dataclass(frozen=True)
class Made:
    """A warehouse and the page written from it."""

    name: str
    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "nav_tilt.duckdb"

    @property
    def page(self) -> Path:
        return self.folder / "nav_tilt.html"

    def query(self, sql: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.sql(sql).fetchall()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """The page of January 2026, and of made-up reports of several months and series."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # one worker builds for all
        folder = folder.parent
    with (folder / "report.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not (folder / "report").exists():
            write_both(folder / "report")
    return {name: Made(name, folder / "report" / name) for name in ("january", "made_up")}


def write_both(folder: Path) -> None:
    (folder / "project").mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patch:
        project = copy_project(folder / "project", patch)
        write(project, Made("january", folder / "january"))
        for seed in ("raw/raw_reports", "raw/raw_rows"):
            path = project.folder / f"seeds/{seed}.csv"
            path.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n")
        land(project, folder / "printed")
        write(project, Made("made_up", folder / "made_up"))


def land(project: Project, folder: Path) -> None:
    folder.mkdir()
    for number, printed in enumerate(MADE_UP):
        text, _ = to_text(printed, between="  ")
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    assert extract(["--quiet", "--into", str(project.folder / "seeds/raw"), str(folder)]) == 0


def write(project: Project, made: Made) -> None:
    """Build the marts, without their tests, and the page."""
    made.folder.mkdir()
    places = ["--project-dir", str(project.folder), "--profiles-dir", str(project.folder)]
    chosen = ["--select", "+path:models/marts", "--exclude-resource-type", "test", "unit_test"]
    outcome = dbtRunner().invoke(["--quiet", "build", *places, *chosen])
    DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    assert outcome.success, outcome.exception
    (project.folder / "nav_tilt.duckdb").rename(made.database)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NAV_TILT_DATABASE", str(made.database))
        assert report(["--into", str(made.page)]) == 0


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@dataclass(frozen=True)
class Opened:
    """A page in the browser and what it did that it should not."""

    page: Page
    made: Made
    complaints: list[str]
    requests: list[str]

    def at(self, **choices: str) -> Page:
        """The page at the address of these choices, in English."""
        words = "&".join(f"{key}={value}" for key, value in choices.items())
        self.page.goto(f"{self.made.page.as_uri()}#{words}&lang=en")
        return self.page


def open_page(browser: Browser, made: Made, **options: Any) -> Opened:
    """A fresh window on the page; `width` and `address` beside Playwright's own options."""
    width, address = options.pop("width", 1280), options.pop("address", "")
    settings = {"viewport": {"width": width, "height": 800}, "locale": "nb-NO"} | options
    page = browser.new_context(offline=True, **settings).new_page()
    page.set_default_timeout(15_000)
    opened = Opened(page, made, [], [])
    page.on("console", lambda message: opened.complaints.append(message.text))
    page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    page.on("request", lambda request: opened.requests.append(request.url))
    page.goto(made.page.as_uri() + str(address))
    return opened


@pytest.fixture(params=["january", "made_up"], scope="session")
def opened(
    request: pytest.FixtureRequest, made: dict[str, Made], browser: Browser
) -> Iterator[Opened]:
    """Each page, in English, on a wide screen."""
    opened = open_page(browser, made[request.param], address="#lang=en")
    yield opened
    opened.page.context.close()


@pytest.fixture
def january(made: dict[str, Made], browser: Browser) -> Iterator[Opened]:
    """The page of January 2026 as it opens."""
    opened = open_page(browser, made["january"])
    yield opened
    opened.page.context.close()


@pytest.fixture
def months(made: dict[str, Made], browser: Browser) -> Iterator[Opened]:
    """The page of made-up reports of several months as it opens."""
    opened = open_page(browser, made["made_up"])
    yield opened
    opened.page.context.close()
