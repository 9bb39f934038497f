"""The page: figures from the warehouse in the frame of page.html."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from tools.page import numbers, tiles
from tools.page.frame import frames
from tools.page.geography import WIDTH, Shapes
from tools.page.lines import line_chart
from tools.page.state import Tests
from tools.page.warehouse import Figures, Row

HERE = Path(__file__).parent


def label(nb: str, en: str) -> Markup:
    """What a screen reader says, in both languages."""
    return Markup('aria-label="{0}" data-label-nb="{0}" data-label-en="{1}"').format(nb, en)


def of(rows: Iterable[Row], **wanted: str) -> list[Row]:
    """The rows with these values."""
    return [row for row in rows if all(row[key] == value for key, value in wanted.items())]


def ranked(places: Iterable[Row]) -> list[Row]:
    """Places with inhabitants, the highest rate first, hidden ones last as they come."""
    lived_in = (place for place in places if place["has_population"])
    return sorted(lived_in, key=lambda p: (p["rate"] is None, -(p["rate"] or 0)))


def classes(places: Iterable[Row]) -> list[Row]:
    """One place of each colour, for the legend."""
    coloured = sorted((p for p in places if p["class"]), key=lambda p: int(p["class"]))
    return [next(group) for _, group in groupby(coloured, key=lambda p: int(p["class"]))]


def months(series: Sequence[Row]) -> list[Row]:
    """Every month that has a figure, the first first."""
    return [row for _, row in sorted({row["month_no"]: row for row in series}.items())]


def write_page(figures: Figures, shapes: Shapes | None, tests: Tests | None) -> str:
    """The whole HTML file; without `shapes` it has no map, without `tests` it says so."""
    frame = frames(HERE)
    frame.filters["fill"] = tiles.fill
    frame.globals.update(
        t=numbers.both,
        number=numbers.shown,
        count=numbers.count,
        derived=numbers.derived,
        plain=numbers.number,
        day=numbers.day,
        label=label,
        of=of,
        ranked=ranked,
        classes=classes,
        line_chart=line_chart,
        tile_map=tiles.tile_map,
        tile_view=tiles.VIEW,
        fill=tiles.fill,
        map_width=WIDTH,
        style=Markup((HERE / "style.css").read_text(encoding="utf-8")),
        script=Markup((HERE / "script.js").read_text(encoding="utf-8")),
    )
    return frame.get_template("page.html").render(
        figures=figures, shapes=shapes, tests=tests, axis=months(figures.series)
    )
