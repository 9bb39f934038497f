"""The engines of a run: one server, one copy of the project, each engine built once."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import duckdb
import pytest

from tools.publish.postgres import publish
from tools.publish.tables import read_tables, read_views

from .builds import ENGINES, Build, Copy, copy_project
from .server import Server, throw_away_server

TABLE: list[tuple[str, ...]] = []
"""What the run prints at its end: relation, rows, differences on each other engine."""


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


@pytest.fixture(scope="session")
def published(copy: Copy, server: Server, builds: dict[str, Build]) -> Server:
    """A database of the server to which the marts of DuckDB are published."""
    with closing(server.connect()) as connection, connection.cursor() as cursor:
        cursor.execute("create database published")
    elsewhere = replace(server, database="published")
    manifest = copy.folder / "target/duckdb/manifest.json"
    with (
        closing(elsewhere.connect()) as connection,
        duckdb.connect(str(copy.database), read_only=True) as warehouse,
    ):
        connection.autocommit = False
        publish(read_tables(manifest), read_views(manifest), warehouse, connection)
    return elsewhere


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for name, *cells in TABLE:
        terminalreporter.write_line(f"{name:56}" + "".join(f"{cell:>12}" for cell in cells))
