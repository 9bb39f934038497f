"""The map that a user brings: it is drawn, or refused in one line."""

import json
import os
from math import inf, nan
from pathlib import Path
from typing import Any

import pytest

from tools.page import geography
from tools.page.errors import PageError
from tools.page.geography import Shapes, read_shapes

KOMMUNER = {"0301", "1103"}
OSLO = [[10.5, 59.8], [10.9, 59.8], [10.9, 60.1], [10.5, 59.8]]
METRES = [[250_000, 6_640_000], [280_000, 6_640_000], [280_000, 6_660_000]]


def polygon(ring: object = OSLO) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry: object, code: object = "0301") -> dict[str, Any]:
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def collection(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


def read(text: str | bytes, folder: Path) -> Shapes:
    path = folder / "map.geojson"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_shapes(path, KOMMUNER)


OTHERS = [
    None,
    {"type": "Point", "coordinates": [10, 60]},
    {"type": "MultiLineString", "coordinates": [OSLO]},
    {"type": "GeometryCollection", "geometries": []},
    polygon([]),
]


@pytest.mark.parametrize(
    "text",
    [
        collection(feature(polygon())),
        "\ufeff" + collection(feature(polygon())),
        collection(feature(polygon(METRES))),
        collection(feature(polygon([[*point, 12.5] for point in OSLO]))),
        collection(feature({"type": "GeometryCollection", "geometries": [polygon()]})),
        collection(feature({"type": "MultiPolygon", "coordinates": [[OSLO], [OSLO]]}, 301)),
        collection(*(feature(other, "1103") for other in OTHERS), feature(polygon())),
    ],
)
def test_polygons_are_drawn_whatever_is_beside_them(text: str, tmp_path: Path) -> None:
    shapes = read(text, tmp_path)
    assert shapes.paths["0301"].startswith("M")
    assert shapes.height > 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not a GeoJSON or TopoJSON"),
        ("null", "is not a GeoJSON or TopoJSON"),
        (collection(None), "is not a GeoJSON or TopoJSON"),
        (collection(feature("round")), "is not a GeoJSON or TopoJSON"),
        (collection(feature({"type": "Polygon"})), "is not a GeoJSON or TopoJSON"),
        (collection(feature(polygon([["10", "60"]]))), "is not a GeoJSON or TopoJSON"),
        (collection(feature(polygon([[nan, 60], *OSLO]))), "is not a GeoJSON or TopoJSON"),
        (collection(feature(polygon([[10, inf], *OSLO]))), "is not a GeoJSON or TopoJSON"),
        (collection(feature(polygon([[10**400, 60]]))), "is not a GeoJSON or TopoJSON"),
        (collection(feature(polygon([[10, 60]] * 4))), "is not a GeoJSON or TopoJSON"),
        (collection(*map(feature, OTHERS)), "has no polygon with the code of a kommune"),
        (collection(feature(polygon(), "9999")), "has no polygon with the code of a kommune"),
        (collection(feature(polygon([p[::-1] for p in OSLO]))), "points outside Norway"),
        (collection(feature(polygon([*OSLO, *METRES]))), "points outside Norway"),
        (
            collection(feature(polygon([[10.5, 59.8], [10.9, 60.1]]))),
            "that can be seen on a map",
        ),
        ("[" * 100_000, "is too deep or too large: simplify it first"),
        (b"\xff\xfe", "is not UTF-8"),
    ],
)
def test_other_files_are_refused_in_a_line(
    text: str | bytes, message: str, tmp_path: Path
) -> None:
    with pytest.raises(PageError, match=message) as refused:
        read(text, tmp_path)
    assert str(refused.value).count("\n") == 0


def test_a_pipe_a_folder_and_a_huge_file_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "."):
        with pytest.raises(PageError, match="is not a file"):
            read_shapes(tmp_path / name, KOMMUNER)
    with pytest.raises(PageError, match="cannot be read: No such file"):
        read_shapes(tmp_path / "missing", KOMMUNER)
    monkeypatch.setattr(geography, "LARGEST_FILE", 1 << 20)
    with pytest.raises(PageError, match="more than 1 MB: simplify it first"):
        read(" " * ((1 << 20) + 1), tmp_path)
