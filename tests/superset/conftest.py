"""The demo, started by `make superset-demo` over a warehouse of its own."""

import json
import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from threading import Timer
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import duckdb
import pytest

from extract.__main__ import main as extract
from tests.facsimile.text import to_text
from tests.facsimile.world import made_up
from tests.lent import lend_packages
from tests.project.conftest import PARTS, ROOT

PATIENCE = 300
"""Seconds for the demo to start on a busy machine."""


@dataclass(frozen=True)
class Clone:
    """Enough of the project to run `make build` in a folder."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "nav_tilt.duckdb"

    def build(self) -> "subprocess.CompletedProcess[str]":
        command = ["make", "--silent", "--directory", str(self.folder), "build"]
        return subprocess.run(
            command, env=environment(), capture_output=True, text=True, check=False
        )

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.database), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """The answer by the names of its columns."""
        with duckdb.connect(str(self.database), read_only=True) as connection:
            answer = connection.sql(sql)
            return [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]

    def land(self, *reports: tuple[str, int, int]) -> None:
        """Land made-up reports of a code, a year and a number of months."""
        texts = self.folder / "texts"
        texts.mkdir()
        for number, (code, year, months) in enumerate(reports):
            report = made_up(code, year, months, seed=number, persons=(4257, 300, 3))
            text, _ = to_text(report, between="  ")
            (texts / f"{number}.txt").write_text(text, encoding="utf-8")
        into = ["--quiet", "--into", str(self.folder / "seeds/raw")]
        assert extract([*into, str(texts)]) == 0


def environment(**more: str) -> dict[str, str]:
    """This process's environment without what an outer make passes on."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "MFLAGS"))}
    inherited.pop("NAV_TILT_DATABASE", None)
    return inherited | more


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Demo:
    """A running demo and what it says by HTTP."""

    clone: Clone
    home: Path
    port: int
    process: "subprocess.Popen[str]"
    printed: list[str] = field(default_factory=list)
    token: str = ""
    browser: OpenerDirector = field(
        default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar()))
    )

    @property
    def password(self) -> str:
        """As the demo prints it."""
        [line] = [line for line in self.printed if line.startswith("Log in as admin with ")]
        return line.removeprefix("Log in as admin with ").split(";")[0]

    def ask(self, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        """Status and answer; a body makes it a POST."""
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = None if body is None else json.dumps(body).encode()
        if data is not None:
            headers["Content-Type"] = "application/json"
        request = Request(f"http://127.0.0.1:{self.port}{path}", data, headers)
        try:
            with self.browser.open(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except HTTPError as error:
            return error.code, error.read().decode()

    def log_in(self, password: str) -> bool:
        self.token = ""
        user = {"username": "admin", "password": password, "provider": "db"}
        status, answer = self.ask("/api/v1/security/login", user)
        self.token = answer["access_token"] if status == 200 else ""
        return status == 200

    def chart_ids(self) -> dict[str, int]:
        """The charts of the dashboard, by their title."""
        _, answer = self.ask("/api/v1/dashboard/nav_tilt/charts")
        return {chart["slice_name"]: chart["id"] for chart in answer["result"]}

    def wait(self) -> None:
        """Until it says that one can log in."""
        assert self.process.stdout is not None
        alarm = Timer(PATIENCE, os.killpg, (self.process.pid, signal.SIGKILL))
        alarm.start()
        for line in self.process.stdout:
            self.printed.append(line.strip())
            if line.startswith("Log in"):
                alarm.cancel()
                return
        pytest.fail("The demo did not start: " + " ".join(self.printed))

    def interrupt(self) -> None:
        """Ctrl-C: every process of the terminal gets it."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(timeout=60)


@contextmanager
def running(clone: Clone, home: Path) -> Iterator[Demo]:
    """A demo that is logged in to, and ended at last."""
    port = free_port()
    with subprocess.Popen(
        ["make", "--silent", "superset-demo"],
        cwd=ROOT,
        env=environment(
            NAV_TILT_DATABASE=str(clone.database),
            SUPERSET_HOME=str(home),
            NAV_TILT_SUPERSET_PORT=str(port),
        ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        # a shell without job control starts us with Ctrl-C ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        demo = Demo(clone, home, port, process)
        try:
            demo.wait()
            assert demo.log_in(demo.password)
            yield demo
        finally:
            demo.interrupt()


@pytest.fixture(scope="session")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """The landed reports, built."""
    # a path as people have them
    folder = tmp_path_factory.mktemp("clone") / "NAVs tall # på norsk"
    folder.mkdir()
    for part in (*PARTS, "Makefile", "requirements.lock"):
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part)
        else:
            shutil.copy2(source, folder / part)
    lend_packages(folder)
    made = Clone(folder)
    done = made.build()
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="session")
def demo(clone: Clone, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running(clone, tmp_path_factory.mktemp("superset")) as demo:
        yield demo
