"""`python -m tools.picture`: the marts as a bus matrix of facts and dimensions.

Drawn from the manifest, so that it cannot differ from the models. A diagram with a line from
each fact to each of its dimensions crosses itself too often to be read.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.atomic import write_file
from tools.page.templates import templates
from tools.publish.tables import PublicationError, Table, foreign_keys, read_tables

HERE = Path(__file__).parent
THEMES = {
    "light": {"text": "#1f2328", "muted": "#59636e", "key": "#0969da", "line": "#d1d9e0"},
    "dark": {"text": "#f0f6fc", "muted": "#9198a1", "key": "#4493f8", "line": "#3d444d"},
}
"""Colours of GitHub's two themes, each readable on its background."""
NUMBERS = ("integer", "float8")


@dataclass(frozen=True)
class Mart:
    """A table with the dimensions that its key and its other columns lead to."""

    name: str
    key: tuple[str, ...]
    others: frozenset[str]
    rest_of_key: tuple[str, ...]
    measures: tuple[str, ...]

    @property
    def is_fact(self) -> bool:
        return self.name.startswith("fct_")


@dataclass(frozen=True)
class Group:
    """Marts with the same measures, under a heading."""

    heading: str
    marts: tuple[Mart, ...]


def read_marts(manifest: Path) -> list[Mart]:
    """All marts; raises PublicationError where there is no manifest."""
    tables = [table for table in read_tables(manifest) if table.schema == "marts"]
    nodes = json.loads(manifest.read_text("utf-8"))["nodes"]
    return [mart(table, nodes) for table in tables]


def mart(table: Table, nodes: dict[str, dict[str, Any]]) -> Mart:
    """A table, its columns sorted into keys, dimensions and measures."""
    leads_to = {
        link.column: link.table
        for link in foreign_keys(f"model.nav_tilt.{table.name}", nodes, also_partial=True)
    }
    key = tuple(leads_to[column] for column in table.key if column in leads_to)
    return Mart(
        table.name,
        key,
        frozenset(leads_to.values()).difference(key),
        tuple(column for column in table.key if column not in leads_to),
        tuple(
            column.name
            for column in table.columns
            if column.type in NUMBERS and column.name not in (*table.key, *leads_to)
        ),
    )


def columns(marts: Sequence[Mart]) -> list[str]:
    """Dimensions: those of the keys first, in their order there, the most shared first."""
    keys = [mart.key for mart in marts if mart.is_fact]
    elsewhere = Counter(name for mart in marts if mart.is_fact for name in mart.others)

    def order(name: str) -> tuple[object, ...]:
        places = [key.index(name) for key in keys if name in key]
        return elsewhere[name] > len(places), min(places, default=0), -len(places), name

    return sorted((mart.name for mart in marts if not mart.is_fact), key=order)


def groups(marts: Sequence[Mart], dimensions: Sequence[str]) -> Iterator[Group]:
    """Facts by their measures, the largest group first, then dimensions that lead to others."""
    place = {name: position for position, name in enumerate(dimensions)}
    facts = sorted(
        (mart for mart in marts if mart.is_fact),
        key=lambda mart: (
            sorted(place[name] for name in mart.key),
            len(mart.rest_of_key),
            mart.name,
        ),
    )
    sizes = Counter(mart.measures for mart in facts)
    for measures, _ in sizes.most_common():
        yield Group(
            ", ".join(measures), tuple(mart for mart in facts if mart.measures == measures)
        )
    linked = [mart for mart in marts if not mart.is_fact and mart.others]
    if linked:
        yield Group("dimensions that lead to others", tuple(linked))


def draw(manifest: Path) -> dict[str, str]:
    """The picture as SVG, by theme."""
    marts = read_marts(manifest)
    dimensions = columns(marts)
    template = templates(HERE).get_template("star_schema.svg.jinja")
    facts = [mart.name for mart in marts if mart.is_fact]
    stem = max(facts, key=lambda stem: sum(name.startswith(stem) for name in facts))
    return {
        theme: template.render(
            dimensions=dimensions,
            groups=list(groups(marts, dimensions)),
            stem=stem,
            **colours,
        )
        for theme, colours in THEMES.items()
    }


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0: written. Exit 1: not, one line on stderr says why. Exit 2: wrong usage."""
    parser = argparse.ArgumentParser("python -m tools.picture", description=__doc__)
    parser.add_argument("--manifest", type=Path, default=Path("target/manifest.json"))
    options = parser.parse_args(argv)
    try:
        for theme, svg in draw(options.manifest).items():
            write_file(HERE.parent / "docs" / f"star_schema_{theme}.svg", svg)
    except (PublicationError, OSError) as problem:
        print(f"docs: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
