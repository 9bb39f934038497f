"""What docs/connect.md says of connecting runs as it is written there."""

import re
from pathlib import Path

import duckdb
import pytest

from tests.readme import code

from .conftest import ServedProject

PAGE = "docs/connect.md"
COMMANDS = [line for block in code(PAGE, "Command line", "sh") for line in block.splitlines()]
[PYTHON] = code(PAGE, "Python", "python")
CLIENTS = re.split(r"^(?=# )", PYTHON, flags=re.M)[1:]
"""Each under a comment that says how to install it."""
NOTEBOOKS = code(PAGE, "Notebooks", "python")
TILTAK = ["VATIAROR", "VASV", "VV"]


@pytest.mark.parametrize("line", [line for line in COMMANDS if not line.startswith("psql")])
def test_commands(served: ServedProject, line: str) -> None:
    """psql needs a server: tests/engines."""
    output = served.run(line)
    assert "Varig tilrettelagt arbeid" in output or "rank_from" in output


@pytest.mark.parametrize("client", CLIENTS)
def test_clients(served: ServedProject, client: str) -> None:
    output = served.run("python -", given=client)
    shown = (
        "dim_tiltak",
        "tiltak_code: string",
    )  # of tables; of an Arrow table
    assert all(code in output for code in TILTAK) or any(each in output for each in shown)


@pytest.mark.parametrize("cell", NOTEBOOKS)
def test_notebooks(served: ServedProject, cell: str) -> None:
    """A notebook shows the value of the last line."""
    *lines, last = cell.strip().splitlines()
    output = served.run("python -", given="\n".join([*lines, f"print({last})"]))
    assert any(word in output for word in ("Oslo", "Kvinner", "mars 2024"))


def test_every_notebook_reads_only_and_asks_a_wide_view() -> None:
    cells = [*NOTEBOOKS, *code(PAGE, "Notebooks", "r")]
    assert [cell.split()[1].strip(":,") for cell in cells] == [
        "Jupyter",
        "marimo",
        "Quarto",
        "R",
    ]
    for cell in cells:
        assert re.search(r"read_only ?= ?T", cell), cell
        assert '"from bi.bi_' in cell or " from bi.bi_" in cell, cell


def test_what_a_forgotten_read_only_does(served: ServedProject, tmp_path: Path) -> None:
    """The messages that the page quotes; a later connection is refused."""
    output = served.run(
        f"cp nav_tilt.duckdb {tmp_path}; cd {tmp_path}; python -",
        given=f"""
import duckdb, subprocess, sys

forgotten = duckdb.connect("nav_tilt.duckdb")
other = "import duckdb; duckdb.connect('nav_tilt.duckdb', read_only=True)"
done = subprocess.run([sys.executable, "-c", other], capture_output=True, text=True)
print(done.returncode, done.stderr)
try:
    duckdb.connect("nav_tilt.duckdb", read_only=True)
except duckdb.Error as error:
    print(error)
forgotten.close()
{NOTEBOOKS[0]}
print("open again")
""",
    )
    page = " ".join((served.folder / PAGE).read_text("utf-8").split())
    for words in (
        "Could not set lock on file",
        "Conflicting lock is held in",
        "different configuration",
    ):
        assert words in output
        assert words in page
    assert output.startswith("1 ")
    assert output.endswith("open again\n")


def test_all_are_here() -> None:
    assert [line.split()[0] for line in COMMANDS] == [
        *("make", ".venv/bin/duckdb", ".venv/bin/duckdb", "NAV_TILT_TARGET=read", "psql")
    ]
    imported = [re.findall(r"^import (\w+)", client, re.M)[0] for client in CLIENTS]
    assert imported == ["duckdb", "polars", "sqlalchemy", "ibis", "adbc_driver_duckdb"]


def test_parquet(served: ServedProject) -> None:
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
