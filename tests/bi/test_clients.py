"""Clients beside Python's: types, nulls and dates as each language has them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import duckdb
import pandas
import polars as pl
import pytest

from tests.project.conftest import ROOT
from tests.readme import code
from tools.page.images import chromium

from . import javascript
from .conftest import ServedProject
from .test_readme import PAGE, TILTAK

QUERY = """select month, tiltak_code, participants, participants_min, participants_per_1000_max,
observation_status = 'suppressed' as is_hidden from marts.fct_participants_per_1000_by_fylke
where fylke_code = '03' order by all"""
OLDEST = ROOT / ".venv-oldest"
NODE, WASM = code(PAGE, "JavaScript", "js")


def asked(database: Path, query: str = QUERY) -> list[tuple[Any, ...]]:
    # attached, since another test of this process may have it open with other settings
    with duckdb.connect() as connection:
        connection.execute(f"attach '{database}' as nav_tilt (read_only)")
        connection.execute("use nav_tilt")
        return connection.sql(query).fetchall()


def test_node_as_the_page_says(served: ServedProject) -> None:
    (served.folder / "example.mjs").write_text(NODE, encoding="utf-8")
    javascript.with_packages(served.folder)
    answer = served.run("node example.mjs")
    assert all(code in answer for code in TILTAK)


def test_node_has_the_types_and_nulls(served: ServedProject, tmp_path: Path) -> None:
    rows = json.loads(javascript.run(tmp_path, "node.mjs", served.database, QUERY))
    kinds = [
        {kind for kind, _ in column} for column in zip(*map(dict.values, rows), strict=True)
    ]
    assert kinds == [
        *({"date"}, {"string"}, {"number", "null"}, {"number"}, {"number"}, {"boolean"})
    ]
    found = [tuple(value for _, value in row.values()) for row in rows]
    assert [(row[0][:10], *row[1:]) for row in found] == [
        (str(row[0]), *row[1:]) for row in asked(served.database)
    ]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Nothing."""


@pytest.fixture
def site(served: ServedProject, tmp_path: Path) -> Iterator[str]:
    """The warehouse, the packages and the page's example, served."""
    (tmp_path / "example.mjs").write_text(
        WASM + "\nglobalThis.connection = connection;\n", encoding="utf-8"
    )
    (tmp_path / "wasm.html").write_text((javascript.SCRIPTS / "wasm.html").read_text("utf-8"))
    (tmp_path / "nav_tilt.duckdb").symlink_to(served.database)
    handler = partial(
        SimpleHTTPRequestHandler, directory=str(javascript.with_packages(tmp_path))
    )
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/wasm.html"
        server.shutdown()


ASK = """async (query) => {
    const table = await connection.query(query);
    const kinds = table.schema.fields.map((field) => String(field.type));
    return [kinds, table.toArray().map((row) => Object.values(row.toJSON()))];
}"""


def test_wasm_in_a_browser_has_the_types_and_nulls(served: ServedProject, site: str) -> None:
    with chromium() as browser:
        page = browser.new_page()
        answer: list[str] = []
        page.on("console", lambda message: answer.append(message.text))
        page.goto(site)
        page.wait_for_function("globalThis.connection", timeout=120_000)
        kinds, rows = page.evaluate(ASK, QUERY)
    assert any(all(code in text for code in TILTAK) for text in answer)
    assert kinds == ["Date32<DAY>", "Utf8", "Int32", "Int32", "Float64", "Bool"]
    days = "select epoch_ms(month) as month, columns(* exclude (month))"
    wanted = asked(served.database, f"{days} from ({QUERY}) order by all")
    assert sorted(map(str, map(tuple, rows))) == sorted(map(str, wanted))
    assert any(row[2] is None for row in rows)


def test_the_oldest_duckdb_reads_every_table_and_view(served: ServedProject) -> None:
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("oldest.py"), served.database],
        env=os.environ | {"PYTHONPATH": str(OLDEST)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["version"] == "1.1.3"
    assert f"DuckDB {answer['version']}" in (ROOT / PAGE).read_text(encoding="utf-8")
    assert len(answer["counts"]) > 90
    relations = " union all ".join(
        f"select '{name}', count(*) from {name}" for name in answer["counts"]
    )
    assert answer["counts"] == dict(asked(served.database, relations))
    assert (
        tuple(answer["total"])
        == asked(
            served.database, "select sum(participants)::integer from marts.fct_all_tiltak"
        )[0]
    )


def test_pandas_and_polars_sum_as_the_page_says(served: ServedProject) -> None:
    """Null where a part is hidden, as marts.sum_or_null."""
    rows = (
        "select month, tiltak_code, fylke_code, participants"
        " from marts.fct_participants_by_kommune"
        " inner join marts.dim_kommune using (kommune_code)"
    )
    keys = ["month", "tiltak_code", "fylke_code"]
    with duckdb.connect() as connection:
        connection.execute(f"attach '{served.database}' as nav_tilt (read_only)")
        connection.execute("use nav_tilt")
        wanted = connection.sql(
            f"select {', '.join(keys)}, marts.sum_or_null(participants) as n from ({rows})"
            " group by all order by all"
        )
        expected = [row[-1] for row in wanted.fetchall()]
        frame, other = connection.sql(rows).df(), connection.sql(rows).pl()
    grouped = frame.groupby(keys).participants
    by_pandas = grouped.apply(lambda group: group.sum(min_count=len(group)))
    assert [None if pandas.isna(n) else n for n in by_pandas] == expected
    by_polars = other.group_by(keys).agg(
        pl.when(pl.col("participants").null_count() == 0).then(pl.col("participants").sum())
    )
    assert by_polars.sort(keys)["participants"].to_list() == expected
    assert {n is None for n in expected} == {True, False}
    page = " ".join((ROOT / "docs/suppression.md").read_text("utf-8").split())
    assert "`.sum(min_count=len(group))`" in page
    assert '`pl.when(pl.col("participants").null_count() == 0)' in page
