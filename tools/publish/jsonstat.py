"""Facts by fylke and kommune as JSON-stat 2.0: cubes with a status for every cell.

A cube has a cell for every combination of members: its null alone would not distinguish a
hidden count from a place that is not comparable or has no row.
"""

import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import duckdb

from .codebook import titles
from .tables import Table

MEASURES = (
    "participants",
    "participants_min",
    "participants_max",
    "participants_per_1000",
    "participants_per_1000_min",
    "participants_per_1000_max",
)
PLACES = {"fylke_code", "kommune_code"}
NO_ROW = "no_row"
"""The status of a cell that no row of the fact gives."""


def is_cube(table: Table) -> bool:
    """Whether a table is a fact by fylke or kommune."""
    return table.name.startswith("fct_") and bool(PLACES & set(table.key))


def write(
    table: Table, tables: Sequence[Table], warehouse: duckdb.DuckDBPyConnection, path: Path
) -> None:
    described = dataset(table, tables, warehouse)
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


def dataset(
    table: Table, tables: Sequence[Table], warehouse: duckdb.DuckDBPyConnection
) -> dict[str, Any]:
    """Dimensions are the keys and `measure`; on today's borders, the places of today."""
    keys = [key for key in table.key if key != "borders"]
    measures = [name for name in MEASURES if name in {c.name for c in table.columns}]
    where = "where borders = 'current'" if "borders" in table.key else ""
    texts = ", ".join(f"cast({key} as varchar)" for key in keys)
    rows = warehouse.execute(
        f"select {texts}, observation_status, {', '.join(measures)}"
        f" from {table.schema}.{table.name} {where} order by {', '.join(keys)}"
    ).fetchall()
    n_keys = len(keys)
    found = {row[:n_keys]: row[n_keys:] for row in rows}
    members = [sorted({row[number] for row in rows}) for number in range(n_keys)]
    cells = [found.get(key) for key in product(*members)]
    dimensions = {
        key: dimension(key, codes, names(key, table, tables, warehouse))
        for key, codes in zip(keys, members, strict=True)
    }
    measured = {name: titles()[name][0] for name in measures}
    dimensions["measure"] = dimension("measure", measures, measured)
    return {
        "version": "2.0",
        "class": "dataset",
        "label": " ".join(table.description.split()),
        "source": "; ".join(dict.fromkeys(source.title for source in table.sources)),
        "id": list(dimensions),
        "size": [*map(len, members), len(measures)],
        "role": {"time": ["month"], "geo": [*PLACES & set(keys)], "metric": ["measure"]},
        "dimension": dimensions,
        "value": [
            value for cell in cells for value in (cell[1:] if cell else [None] * len(measures))
        ],
        "status": [cell[0] if cell else NO_ROW for cell in cells for _ in measures],
    }


def dimension(name: str, codes: Sequence[str], labels: dict[str, str]) -> dict[str, Any]:
    """A dimension of a cube; a code without a label is its own."""
    title = titles().get(name, ("Mål", "Measure"))[0]
    category = {
        "index": {code: number for number, code in enumerate(codes)},
        "label": {code: labels.get(code, code) for code in codes},
    }
    return {"label": title, "category": category}


def names(
    key: str, table: Table, tables: Sequence[Table], warehouse: duckdb.DuckDBPyConnection
) -> dict[str, str]:
    """What the dimension of a key calls its members, in Norwegian."""
    for foreign in table.foreign_keys:
        target = next((t for t in tables if t.name == foreign.table), None)
        if foreign.column == key and target is not None:
            return dict(
                warehouse.execute(
                    f"select cast({foreign.field} as varchar), name_nb"
                    f" from {target.schema}.{target.name}"
                ).fetchall()
            )
    return {}
