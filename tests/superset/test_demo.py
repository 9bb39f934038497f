"""The demo answers with the figures of the marts, keeps to itself and ends with Ctrl-C.

The tests go in this order: a report is landed on the way, and the last ones end the demo.
"""

import json
import os
import socket
import subprocess
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.project.conftest import ROOT

from .assets import CHARTS, DASHBOARD, placed
from .conftest import Clone, Demo, environment, free_port, running
from .marts import EXPECTED, expected

OF_MAIN_GROUPS = {
    "Deltakere, minst": ("all", "Minst"),
    "Deltakere, høyst": ("all", "Høyst"),
    "Nøkkeltall per tiltak": ("tiltak", ""),
    "Deltakere per fylke": ("fylke", "Minst"),
    "Kommunene i tall": ("kommune", ""),
    "Kjønn": ("gender", "Minst"),
    "Alder": ("age_group", "Minst"),
}
"""Charts that show TILT100, and their breakdown there."""


def plain(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Rows that can be compared: thousands closed up, rates to nine digits, in order."""

    def value(cell: Any) -> Any:
        if isinstance(cell, str):
            return cell.replace("\u00a0", "")
        return float(f"{float(cell):.9g}") if isinstance(cell, float | int) else cell

    return sorted(repr({key: value(row[key]) for key in sorted(row)}) for row in rows)


def result(answer: tuple[int, Any]) -> list[dict[str, Any]]:
    """The rows of an answer without errors."""
    status, body = answer
    assert status == 200, body
    [query] = body["result"]
    assert query["error"] is None
    assert query["status"] == "success"
    return list(query["data"])


def filters(title: str, report: str) -> list[dict[str, Any]]:
    """What the dashboard adds to the query of a chart, as it opens."""
    number = placed()[CHARTS[title]["uuid"]]["chartId"]
    by_name = {
        each["name"]: each for each in DASHBOARD["metadata"]["native_filter_configuration"]
    }
    added = []
    if number not in by_name["Rapport"]["scope"]["excluded"]:
        added.append({"col": "report_code", "op": "IN", "val": [report]})
    if number not in by_name["Måned"]["scope"]["excluded"]:
        added += by_name["Måned"]["defaultDataMask"]["extraFormData"]["filters"]
    return added


def on_the_dashboard(demo: Demo, title: str, report: str) -> list[dict[str, Any]]:
    """The data of a chart as the dashboard shows it when it opens."""
    _, chart = demo.ask(f"/api/v1/chart/{demo.chart_ids()[title]}")
    context = json.loads(chart["result"]["query_context"])
    query = context["queries"][0]
    query["filters"] = [*query.get("filters", []), *filters(title, report)]
    return result(demo.ask("/api/v1/chart/data", context))


def test_the_dashboard_lists_every_chart(demo: Demo) -> None:
    assert sorted(demo.chart_ids()) == sorted(CHARTS) == sorted(EXPECTED)


@pytest.mark.parametrize("title", CHARTS)
def test_a_chart_has_the_figures_of_the_marts(demo: Demo, title: str) -> None:
    found = result(demo.ask(f"/api/v1/chart/{demo.chart_ids()[title]}/data/"))
    assert plain(found) == plain(expected(demo.clone, title, "TILT170"))
    assert found or title == "Revisjoner"


@pytest.mark.parametrize("name", ["Rapport", "Måned", "Tiltak", "Fylke", "Kommune"])
def test_a_filter_offers_its_values(demo: Demo, name: str) -> None:
    _, answer = demo.ask("/api/v1/dashboard/nav_tilt")
    metadata = json.loads(answer["result"]["json_metadata"])
    [each] = [f for f in metadata["native_filter_configuration"] if f["name"] == name]
    [target] = each["targets"]
    name_of = target["column"]["name"]
    conditions = [
        {"col": f["subject"], "op": f["operator"]} for f in each.get("adhoc_filters", [])
    ]
    query = {"columns": [name_of], "metrics": [], "filters": conditions, "row_limit": 1000}
    datasource = {"id": target["datasetId"], "type": "table"}
    found = result(
        demo.ask("/api/v1/chart/data", {"datasource": datasource, "queries": [query]})
    )
    offered = {str(row[name_of]) for row in found}
    assert (
        offered
        == {
            "Rapport": {"TILT170"},
            "Måned": {"Nyeste"},
            "Tiltak": {n for (n,) in demo.clone.query(USED.format("tiltak", "tiltak"))},
            "Fylke": {n for (n,) in demo.clone.query(USED.format("fylke", "current_fylke"))},
            "Kommune": {
                n for (n,) in demo.clone.query(USED.format("kommune", "current_kommune"))
            },
        }[name]
    )


USED = (
    "select distinct dim.name_nb from marts.dim_{0} as dim"
    " semi join marts.fct_participants_by_{1} using ({0}_code)"
)


def test_nobody_reads_without_the_password(demo: Demo) -> None:
    token = demo.token
    assert not demo.log_in("admin")
    for path in ("/api/v1/chart/", "/api/v1/dashboard/nav_tilt/charts", "/api/v1/database/"):
        status, body = demo.ask(path)
        assert status == 401 or body["result"] == []
    demo.token = token
    for secret in ("password", "secret_key"):
        assert (demo.home / secret).stat().st_mode & 0o077 == 0


def test_it_listens_on_this_machine_alone(demo: Demo) -> None:
    # a server on all addresses would have this one too
    with socket.socket() as other:
        other.bind(("127.0.0.2", demo.port))


def test_a_browser_is_told_to_ask_nobody_else(demo: Demo) -> None:
    with urlopen(f"http://127.0.0.1:{demo.port}/login/") as page:
        policy = page.headers["Content-Security-Policy"]
    assert "img-src 'self' blob: data:;" in policy
    assert not [word for word in policy.split() if "." in word or "//" in word]


@pytest.mark.parametrize(
    ("sql", "complaint"),
    [
        ("select * from read_text('{file}')", "disabled by configuration"),
        ("copy marts.dim_month to '{file}.csv'", "disabled by configuration"),
        ("create table marts.mine as select 1", "does not allow for DDL/DML"),
    ],
)
def test_sql_lab_reads_the_warehouse_and_nothing_else(
    demo: Demo, tmp_path: Path, sql: str, complaint: str
) -> None:
    file = tmp_path / "secret.txt"
    file.write_text("secret")
    _, answer = demo.ask("/api/v1/security/csrf_token/")
    _, databases = demo.ask("/api/v1/database/")
    [database] = databases["result"]

    def run(statement: str) -> tuple[int, str]:
        body = {"database_id": database["id"], "sql": statement, "runAsync": False}
        headers = {"X-CSRFToken": answer["result"], "Referer": f"http://127.0.0.1:{demo.port}/"}
        status, reply = demo.ask("/api/v1/sqllab/execute/", body, **headers)
        return status, json.dumps(reply) if status == 200 else reply

    status, reply = run("select count(*) as n from marts.dim_month")
    assert status == 200, reply
    status, reply = run(sql.format(file=file))
    assert status != 200
    assert complaint in reply, reply
    assert [path.name for path in tmp_path.iterdir()] == ["secret.txt"]


def test_a_build_goes_on_while_the_demo_reads_and_shows_afterwards(demo: Demo) -> None:
    def total() -> int:
        return int(on_the_dashboard(demo, "Deltakere, minst", "TILT170")[0]["Minst"])

    before = total()
    demo.clone.land(
        ("TILT170", 2025, 12),
        ("TILT170", 2026, 2),
        ("TILT170", 2026, 3),
        ("TILT100", 2026, 3),
    )
    with ThreadPoolExecutor() as pool:
        building = pool.submit(demo.clone.build)
        seen = [total()]
        while not building.done():
            seen.append(total())
    assert building.result().returncode == 0, building.result().stderr
    [(after,)] = demo.clone.query(
        "select participants from marts.fct_all_tiltak where report_code = 'TILT170'"
        " order by month desc limit 1"
    )
    assert after != before
    assert len(seen) > 10
    assert set(seen) <= {before, after}
    assert total() == after


@pytest.mark.parametrize("title", CHARTS)
def test_of_many_months_the_dashboard_opens_with_the_newest(demo: Demo, title: str) -> None:
    found = on_the_dashboard(demo, title, "TILT170")
    assert plain(found) == plain(expected(demo.clone, title, "TILT170"))
    assert found


@pytest.mark.parametrize("title", [title for title in CHARTS if title in OF_MAIN_GROUPS])
def test_tilt100_can_be_looked_at(demo: Demo, title: str) -> None:
    """Its main groups, as the fact of their own has them."""
    breakdown, column = OF_MAIN_GROUPS[title]
    found = on_the_dashboard(demo, title, "TILT100")
    assert found
    members = "where breakdown = ? and month = (select max(month) from marts.fct_main_groups)"
    [(n, low, high)] = demo.clone.query(
        "select count(distinct if(breakdown = 'tiltak', tiltak_code, member_code)),"
        " sum(participants_min), sum(participants_max) from marts.fct_main_groups "
        + members.replace("?", f"'{breakdown}'")
    )
    assert len(found) == n
    if column:
        assert sum(row[column] for row in found) == (low if column == "Minst" else high)


def test_ctrl_c_ends_every_process(demo: Demo) -> None:
    demo.interrupt()
    with pytest.raises(ProcessLookupError):
        os.killpg(demo.process.pid, 0)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", demo.port)) != 0


def test_a_second_start_installs_nothing_and_imports_the_same(demo: Demo) -> None:
    ready = ROOT / ".venv-superset/ready"
    installed = ready.stat().st_mtime_ns
    with running(demo.clone, demo.home) as again:
        assert again.password == demo.password
        assert sorted(again.chart_ids()) == sorted(CHARTS)
        for kind, number in (("chart", len(CHARTS)), ("dashboard", 1), ("database", 1)):
            assert again.ask(f"/api/v1/{kind}/")[1]["count"] == number
    assert ready.stat().st_mtime_ns == installed


def refused(**variables: str) -> str:
    done = subprocess.run(
        ["make", "--silent", "superset-demo"],
        cwd=ROOT,
        env=environment(**variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode != 0
    assert done.stdout == ""
    return done.stderr.splitlines()[0]


def test_without_a_warehouse_it_says_what_to_do(tmp_path: Path) -> None:
    missing = tmp_path / "nav_tilt.duckdb"
    answer = refused(NAV_TILT_DATABASE=str(missing), SUPERSET_HOME=str(tmp_path / "home"))
    assert answer == f"superset-demo: {missing} is not there: run make build"
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_named(clone: Clone, tmp_path: Path) -> None:
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        answer = refused(
            NAV_TILT_DATABASE=str(clone.database),
            SUPERSET_HOME=str(tmp_path / "home"),
            NAV_TILT_SUPERSET_PORT=str(port),
        )
    assert f"port {port} is taken" in answer
    assert list(tmp_path.iterdir()) == []
