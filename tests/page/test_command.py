"""`python -m tools.page`: what it refuses, and the map."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from playwright.sync_api import Browser

from tools.page.__main__ import main
from tools.page.state import Tests, read_tests

from .conftest import Made, open_page

SQUARES = {"0301": (10.7, 59.9), "4601": (5.3, 60.4), "5501": (19.0, 69.6)}


def corners(east: float, north: float) -> list[list[float]]:
    return [[east, north], [east + 1, north], [east + 1, north + 1], [east, north]]


def geojson(key: str) -> dict[str, Any]:
    """Each code as a number: 301, the way some files write it."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {key: int(code), "population": 10},
                "geometry": {"type": "Polygon", "coordinates": [corners(*at)]},
            }
            for code, at in SQUARES.items()
        ],
    }


def topojson(key: str) -> dict[str, Any]:
    """Quantised arcs in steps of a hundredth of a degree; one is walked backwards."""
    arcs = []
    for at in SQUARES.values():
        points = [[round(x * 100), round(y * 100)] for x, y in corners(*at)]
        pairs = zip([[0, 0], *points], points, strict=False)
        arcs.append([[x1 - x0, y1 - y0] for (x0, y0), (x1, y1) in pairs])
    shapes = [
        {"type": "Polygon", "arcs": [[~n if n == 1 else n]], "properties": {key: code}}
        for n, code in enumerate(SQUARES)
    ]
    return {
        "type": "Topology",
        "transform": {"scale": [0.01, 0.01], "translate": [0, 0]},
        "arcs": arcs,
        "objects": {"kommuner": {"type": "GeometryCollection", "geometries": shapes}},
    }


@pytest.fixture
def january(made: dict[str, Made], monkeypatch: pytest.MonkeyPatch) -> Made:
    monkeypatch.setenv("NAV_TILT_DATABASE", str(made["january"].database))
    return made["january"]


@pytest.mark.parametrize("shapes", [geojson("kommunenummer"), topojson("code")])
def test_a_map_is_drawn_from_geojson_and_topojson(
    january: Made, tmp_path: Path, browser: Browser, shapes: dict[str, Any]
) -> None:
    (tmp_path / "map.json").write_text(json.dumps(shapes), encoding="utf-8")
    into = tmp_path / "nav_tilt.html"
    assert main(["--map", str(tmp_path / "map.json"), "--into", str(into)]) == 0
    text = into.read_text(encoding="utf-8")
    data = json.loads(text.partition('id="figures">')[2].partition("</script>")[0])
    assert sorted(data["shapes"]["paths"]) == sorted(SQUARES)
    opened = open_page(browser, Made("map", tmp_path), address="#tiltak=VATIAROR&lang=en")
    drawn = opened.page.locator("svg.map .place").evaluate_all(
        "(all) => all.map((one) => [one.dataset.code, !!one.querySelector('.hatch')])"
    )
    assert sorted(map(tuple, drawn)) == january.query(
        "select kommune_code, participants is null"
        " from marts.fct_participants_per_1000_by_current_kommune"
        " where kommune_code in ('0301', '4601', '5501') and tiltak_code = 'VATIAROR'"
        " order by kommune_code"
    )
    opened.page.locator("svg.map").focus()
    opened.page.keyboard.press("Home")
    assert "Bergen: " in opened.page.locator("#tip").inner_text()
    assert opened.complaints == []
    opened.page.context.close()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("no json", "is not a GeoJSON or TopoJSON"),
        ("[]", "is not a GeoJSON or TopoJSON"),
        ('{"type": "FeatureCollection", "features": []}', "no polygon with the code"),
    ],
)
def test_a_map_that_is_none_is_refused_in_one_line(
    january: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, says: str
) -> None:
    (tmp_path / "map.json").write_text(text, encoding="utf-8")
    into = tmp_path / "page.html"
    into.write_text("as it was", encoding="utf-8")
    assert main(["--map", str(tmp_path / "map.json"), "--into", str(into)]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert says in line
    assert line.endswith(f"; {into} is of an earlier build")
    assert into.read_text(encoding="utf-8") == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.json", "page.html"]


def test_no_warehouse_says_make_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NAV_TILT_DATABASE", raising=False)
    assert main([]) == 1
    assert capsys.readouterr().err == "page: nav_tilt.duckdb is not there: run make build\n"
    (tmp_path / "nav_tilt.duckdb").write_text("no database at all")
    assert main([]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_no_folder_to_write_to(
    january: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--into", str(tmp_path / "none/page.html")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.endswith("page.html is not written: No such file or directory")


def test_test_results_are_those_that_the_build_kept(tmp_path: Path) -> None:
    database = tmp_path / "nav_tilt.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema audit")
    assert read_tests(database) is None
    with duckdb.connect(str(database)) as connection:
        connection.execute(
            """
            create table audit.audit_tests as
            select * from (values
                ('pass', timestamp '2026-02-03 10:00:00'),
                ('pass', timestamp '2026-02-03 10:00:00'),
                ('warn', timestamp '2026-02-03 10:00:00')
            ) as tests (status, ran_at)
            """
        )
    assert read_tests(database) == Tests(2, 1, 0, date(2026, 2, 3))
