"""A hidden count that the figures determine is stored in no file: planted, built, searched."""

import json
import re
import shutil
from datetime import date
from itertools import product
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook

from tests.facsimile.drawn_report import DrawnBlock, DrawnReport, Section, row
from tests.facsimile.world import STATUS
from tools.page.__main__ import main as page
from tools.publish.codebook import HEADER
from tools.publish.files import publish
from tools.publish.tables import read_tables

from .attacks import NO_TESTS, attack_all, build
from .conftest import Project, unexpected
from .worlds import World, land

pytestmark = pytest.mark.slow

PLANTED = "1511"
"""A kommune whose hidden count the totals disclose."""


def planted(hidden: int) -> World:
    """A report of one tiltak in two kommuner: 4 persons, and those who are hidden."""
    total, tiltak = [4 + hidden], "Varig vernet arbeid (VVA)"
    kommuner = [row("1508 Ålesund", [4]), row(f"{PLANTED} Vanylven", [hidden])]
    one_member = {
        "Tiltak og fylke": "15 Møre og Romsdal",
        "Tiltak og kjønn": "Kvinner",
        "Tiltak og alder": "30-39 år",
        "Tiltak og innvandrer status": "Ikke innvandrer",
        "Tiltak og fødeland innvandrere": "Europa",
        "Tiltak og utdanning": "Grunnskolenivå",
    }
    status = "I alt Nedsatt arbeidsevne, på tiltak"
    of_tiltak = row(f"I alt {tiltak.lower()}", total)
    sections = [
        Section("Tiltak", (DrawnBlock(row("I alt", total), (row(tiltak, total),)),)),
        Section(STATUS, (DrawnBlock(row(status, total), (row(tiltak, total),)),)),
        *(
            Section(name, (DrawnBlock(of_tiltak, (row(label, total),)),))
            for name, label in one_member.items()
        ),
        Section("Tiltak og kommune", (DrawnBlock(of_tiltak, tuple(kommuner)),)),
    ]
    report = DrawnReport("TILT170", "Planted", date(2026, 2, 2), 2026, 1, tuple(sections))
    return World("TILT170", [report], [report], False)


def publish_marts(project: Project) -> None:
    manifest = project.folder / "published_manifest.json"
    project.manifest().write(str(manifest))  # type: ignore[no-untyped-call]
    with duckdb.connect(str(project.folder / "nav_tilt.duckdb")) as warehouse:
        publish(read_tables(manifest), warehouse, project.folder / "published")
    manifest.unlink()
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("NAV_TILT_DATABASE", str(project.folder / "nav_tilt.duckdb"))
        assert page(["--into", str(project.folder / "nav_tilt.html")]) == 0


def in_workbook(path: Path) -> set[str]:
    """The rows of a workbook that name the kommune: it is packed, so no text is found in it."""
    book = load_workbook(path, read_only=True)
    return {
        f"{path.name} {sheet.title}: {row}"
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        if any(isinstance(value, str) and PLANTED in value for value in row)
    }


def in_cube(path: Path) -> set[str]:
    """The cells of a JSON-stat cube that are of the kommune: they are found by their place."""
    cube = json.loads(path.read_text(encoding="utf-8"))
    codes = [list(cube["dimension"][name]["category"]["index"]) for name in cube["id"]]
    return {
        f"{path.name}: {cell} {value} {status}"
        for cell, value, status in zip(
            product(*codes), cube["value"], cube["status"], strict=True
        )
        if PLANTED in cell
    }


def traces(project: Project) -> set[str]:
    """All that warehouse, published tables and files say where they name the kommune."""
    named = re.compile(rf"(?<![\w.-]){PLANTED}(?![\w.-]).{{0,200}}")
    with duckdb.connect(str(project.folder / "nav_tilt.duckdb")) as warehouse:
        tables = warehouse.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
            " union all select schema_name || '.' || view_name from duckdb_views()"
            " where not internal order by all"
        ).fetchall()
        files = [
            (f"'{path.relative_to(project.folder)}'", f"'{path}'")
            for path in project.folder.rglob("*.parquet")
        ]
        rows = {
            f"{name}: {row}"
            for name, table in [*(2 * table for table in tables), *files]
            for row in warehouse.execute(f"select * from {table}").fetchall()
            if any(isinstance(value, str) and named.search(value) for value in row)
        }
    published = project.folder / "published"
    for path in published.glob("*.xlsx"):
        rows |= in_workbook(path)
    for path in published.glob("fct_*/*.json"):
        rows |= in_cube(path)
    return rows | {
        f"{path.relative_to(project.folder)}: {found}"
        for path in project.folder.rglob("*")
        if path.is_file()
        and path.suffix not in (".duckdb", ".parquet", ".xlsx")
        and "seeds" not in path.parts
        for found in named.findall(path.read_text(encoding="utf-8", errors="replace"))
    }


def test_a_count_that_is_given_away_is_stored_nowhere(project: Project) -> None:
    """Whatever names the kommune is the same whether 1 or 2 persons are hidden there."""
    found = []
    for hidden, select in ((1, ("*", *NO_TESTS)), (2, ())):
        shutil.rmtree(project.folder / "target", ignore_errors=True)
        shutil.rmtree(project.folder / "logs", ignore_errors=True)
        land(project, [planted(hidden)])
        assert not unexpected(build(project, *select))
        [exposed] = attack_all(project).found.values()
        assert exposed.is_determined.sum() == 1
        publish_marts(project)
        found.append(traces(project))
    assert (project.folder / "logs" / "dbt.log").exists()
    assert (project.folder / "target" / "run_results.json").exists()
    for kind in (".parquet", ".csv", ".html", "fct_participants_by_kommune.json: ", ".xlsx "):
        assert any(kind in trace for trace in found[0]), kind
    assert found[0] == found[1]


def test_a_count_that_was_stored_would_be_found(project: Project) -> None:
    clean = traces(project)
    with duckdb.connect(str(project.folder / "nav_tilt.duckdb")) as warehouse:
        warehouse.execute(f"create table marts.leak as select '{PLANTED}' as code, 2 as n")
        warehouse.execute(f"copy marts.leak to '{project.folder}/published/leak.parquet'")
    (project.folder / "logs" / "leak.log").write_text(f"{PLANTED} has 2", encoding="utf-8")
    published = project.folder / "published"
    with (project.folder / "nav_tilt.html").open("a", encoding="utf-8") as html:
        html.write(f"\n{PLANTED} has 2")
    book = load_workbook(published / "nav_tilt.xlsx")
    book["Kodebok"].append([PLANTED, 2])
    book.save(published / "nav_tilt.xlsx")
    cube = published / "fct_participants_by_kommune/fct_participants_by_kommune.json"
    hidden = json.loads(cube.read_text(encoding="utf-8"))
    hidden["value"] = [2 if value is None else value for value in hidden["value"]]
    text = json.dumps(hidden, ensure_ascii=False, separators=(",", ":"))
    cube.write_text(text + "\n", encoding="utf-8")
    in_cubes = {trace for trace in traces(project) - clean if trace.startswith(cube.name)}
    assert {trace.rpartition(") ")[2] for trace in in_cubes} == {"2 suppressed"}
    assert traces(project) - clean - in_cubes == {
        f"nav_tilt.html: {PLANTED} has 2",
        f"nav_tilt.xlsx Kodebok: ('{PLANTED}', 2{', None' * (len(HEADER) - 2)})",
        f"marts.leak: ('{PLANTED}', 2)",
        f"'published/leak.parquet': ('{PLANTED}', 2)",
        f"logs/leak.log: {PLANTED} has 2",
    }
