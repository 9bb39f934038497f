"""The engines of a run: one server, one copy of the project, each engine built once."""

from collections.abc import Iterator

import pytest

from .builds import ENGINES, Build, Copy, copy_project
from .server import Server, throw_away_server

TABLE: list[tuple[str, ...]] = []
"""What the run prints at its end: relation, rows, differences on PostgreSQL and on Spark."""


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with throw_away_server() as running:
        yield running


@pytest.fixture(scope="session")
def copy(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return copy_project(tmp_path_factory.mktemp("engines"), server.environment())


@pytest.fixture(scope="session")
def builds(copy: Copy) -> dict[str, Build]:
    """What dbt made of each engine; the same seeds for all."""
    return {engine: copy.build(engine) for engine in ENGINES}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for name, *cells in TABLE:
        terminalreporter.write_line(f"{name:56}" + "".join(f"{cell:>12}" for cell in cells))
