"""Shapes of kommuner from a GeoJSON or TopoJSON, drawn in integers on a small sheet.

Projected here and not in the browser: a library of maps is larger than the figures, and
decimals that no screen shows would take the page over its limit of 6 MB.
"""

import json
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import atan2, atanh, cos, isfinite, radians, sin, tan
from pathlib import Path
from typing import Any

from tools.page.errors import PageError

Point = tuple[float, float]
Ring = Sequence[Point]
WIDTH = 4000
LARGEST = 600_000
"""Characters that all paths may take: a map of finer lines is drawn on a coarser grid."""
LARGEST_FILE = 100 << 20
"""Bytes of a file; the kommuner take 3 MB in enough detail for a page."""
SIMPLER = "simplify it first, for example with mapshaper"
NORWAY = (-12, 40, 54, 84)
"""West, east, south and north in degrees, with Jan Mayen and Svalbard."""
MERIDIAN = radians(15)
"""Where the sheet is upright, in the middle of Norway."""


@dataclass(frozen=True)
class Shapes:
    """SVG path by kommune code, y down, on a sheet of WIDTH by `height` units."""

    paths: dict[str, str]
    height: int


def read_shapes(path: Path, kommuner: Container[str]) -> Shapes:
    """The shapes of the kommuner that the file knows by code; raises PageError if none."""
    text = _text(path)
    try:
        features = list(_features(json.loads(text)))
        rings = _rings(features, kommuner)
        points = [point for of in rings.values() for ring in of for point in ring]
        if not points:
            raise PageError(
                f"{path} has no polygon with the code of a kommune, 0301 for example"
            )
        _check_place(points, path)
        projected: dict[str, list[Ring]] = {
            code: [[_projected(point) for point in ring] for ring in of]
            for code, of in rings.items()
        }
        step = 2
        while len("".join((shapes := _drawn(projected, step)).paths.values())) > LARGEST:
            step *= 2
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise PageError(f"{path} is not a GeoJSON or TopoJSON") from error
    except (RecursionError, MemoryError) as error:
        raise PageError(f"{path} is too deep or too large: {SIMPLER}") from error
    if not any(shapes.paths.values()):
        raise PageError(f"{path} has no shape of a kommune that can be seen on a map")
    return shapes


def _text(path: Path) -> str:
    """The text of a regular file, with or without a byte order mark."""
    try:
        if path.exists() and not path.is_file():
            raise PageError(f"{path} is not a file")
        if path.stat().st_size > LARGEST_FILE:
            raise PageError(f"{path} has more than {LARGEST_FILE >> 20} MB: {SIMPLER}")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PageError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise PageError(f"{path} is not UTF-8, as a GeoJSON is") from error


def _rings(
    features: Sequence[tuple[dict[str, Any], list[Ring]]], kommuner: Container[str]
) -> dict[str, list[Ring]]:
    """The rings of each kommune, by its code."""
    key = _code_key(features, kommuner)
    rings: dict[str, list[Ring]] = {}
    for properties, parts in features:
        if (code := _code(properties.get(key or ""))) in kommuner:
            rings.setdefault(code, []).extend(parts)
    return rings


def _check_place(points: Sequence[Point], path: Path) -> None:
    """Refuse degrees that are not in Norway, and those mixed with metres."""
    in_degrees = [abs(east) <= 180 and abs(north) <= 90 for east, north in points]
    west, east, south, north = NORWAY
    if any(in_degrees) and not all(west < x < east and south < y < north for x, y in points):
        raise PageError(
            f"{path} has points outside Norway: coordinates are longitude and latitude, in"
            " this order (EPSG:4326), or metres (EPSG:25833 for example)"
        )


def _code(value: object) -> str:
    """`0301` for "0301", "301" and 301."""
    text = str(value)
    return text.zfill(4) if text.isdecimal() else ""


def _code_key(
    features: Sequence[tuple[dict[str, Any], list[Ring]]], kommuner: Container[str]
) -> str | None:
    """The property that holds codes of kommuner most often."""
    found = Counter(
        key
        for properties, _ in features
        for key, value in properties.items()
        if _code(value) in kommuner
    )
    return found.most_common(1)[0][0] if found else None


def _features(source: dict[str, Any]) -> Iterator[tuple[dict[str, Any], list[Ring]]]:
    """Properties and rings of each shape."""
    if source["type"] != "Topology":
        for feature in source["features"]:
            yield _properties(feature), _polygons(feature["geometry"], lambda ring: ring)
        return
    arcs = list(_arcs(source))

    def stitched(numbers: Sequence[int]) -> Ring:
        parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        return [point for part in parts for point in part]

    for collection in source["objects"].values():
        for geometry in collection.get("geometries", [collection]):
            yield _properties(geometry), _polygons(geometry, stitched)


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    return {"id": feature.get("id"), **(feature.get("properties") or {})}


def _polygons(geometry: dict[str, Any] | None, ring: Any) -> list[Ring]:
    if geometry and geometry["type"] == "GeometryCollection":
        return [line for part in geometry["geometries"] for line in _polygons(part, ring)]
    if not geometry or geometry["type"] not in ("Polygon", "MultiPolygon"):
        return []
    parts = geometry["arcs"] if "arcs" in geometry else geometry["coordinates"]
    polygons = [parts] if geometry["type"] == "Polygon" else parts
    return [[_point(p) for p in ring(line)] for polygon in polygons for line in polygon]


def _point(numbers: Sequence[float]) -> Point:
    """The first two numbers; ValueError where they are not finite, TypeError where none."""
    east, north = numbers[0] + 0.0, numbers[1] + 0.0
    if not (isfinite(east) and isfinite(north)):
        raise ValueError("a coordinate is not finite")
    return east, north


def _arcs(source: dict[str, Any]) -> Iterator[list[Point]]:
    """The lines of a TopoJSON; quantised ones are sums of steps."""
    if "transform" not in source:
        yield from source["arcs"]
        return
    (kx, ky), (dx, dy) = source["transform"]["scale"], source["transform"]["translate"]
    for arc in source["arcs"]:
        x = y = 0
        line = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            line.append((x * kx + dx, y * ky + dy))
        yield line


def _projected(point: Point) -> Point:
    """Transverse Mercator for degrees, as Norwegian maps are; metres stay as they are."""
    east, north = point
    if abs(east) > 180 or abs(north) > 90:
        return east, -north
    longitude, latitude = radians(east) - MERIDIAN, radians(north)
    return atanh(cos(latitude) * sin(longitude)), -atan2(tan(latitude), cos(longitude))


def _drawn(rings: dict[str, list[Ring]], step: int) -> Shapes:
    """Paths in multiples of `step` units; islands smaller than that are omitted."""
    points = [point for of in rings.values() for ring in of for point in ring]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    scale = WIDTH / (right - left) / step

    def path(ring: Ring) -> str:
        grid = [(round((x - left) * scale), round((y - top) * scale)) for x, y in ring]
        line = [point for point, _ in groupby(grid)]
        if len(set(line)) < 3:
            return ""
        moves = [
            f"{(x1 - x0) * step} {(y1 - y0) * step}" for (x0, y0), (x1, y1) in pairwise(line)
        ]
        return f"M{line[0][0] * step} {line[0][1] * step}l{' '.join(moves)}z"

    paths = {code: "".join(path(ring) for ring in of) for code, of in rings.items()}
    return Shapes(paths, round((bottom - top) * scale) * step)
