"""What docs/connect.md says of connecting runs as it is written there."""

import re

import duckdb
import pytest

from tests.readme import code

from .conftest import Served

PAGE = "docs/connect.md"
COMMANDS = [line for block in code(PAGE, "Command line", "sh") for line in block.splitlines()]
[PYTHON] = code(PAGE, "Python", "python")
CLIENTS = re.split(r"^(?=# )", PYTHON, flags=re.M)[1:]
"""Each under a comment that says how to install it."""
TILTAK = ["VATIAROR", "VASV", "VV"]


@pytest.mark.parametrize("line", [line for line in COMMANDS if not line.startswith("psql")])
def test_commands(served: Served, line: str) -> None:
    """psql needs a server: tests/engines."""
    said = served.run(line)
    assert "Varig tilrettelagt arbeid" in said or "rank_from" in said


@pytest.mark.parametrize("client", CLIENTS)
def test_clients(served: Served, client: str) -> None:
    said = served.run("python -", given=client)
    told = ("dim_tiltak", "tiltak_code: string")  # a list of tables; the head of an Arrow table
    assert all(code in said for code in TILTAK) or any(words in said for words in told)


def test_all_are_here() -> None:
    assert [line.split()[0] for line in COMMANDS] == [
        *("make", ".venv/bin/duckdb", ".venv/bin/duckdb", "NAV_TILT_TARGET=read", "psql")
    ]
    imported = [re.findall(r"^import (\w+)", client, re.M)[0] for client in CLIENTS]
    assert imported == ["duckdb", "polars", "sqlalchemy", "ibis", "adbc_driver_duckdb"]


def test_parquet(served: Served) -> None:
    """The file that Power BI is given."""
    served.run("make publish")
    [path] = [
        word.strip("`,")
        for word in (served.folder / PAGE).read_text("utf-8").split()
        if word.strip("`,").endswith(".parquet")
    ]
    with duckdb.connect() as connection:
        found = connection.sql(f"select tiltak_code from '{served.folder / path}'").fetchall()
    assert {(code,) for code in TILTAK} <= set(found)
