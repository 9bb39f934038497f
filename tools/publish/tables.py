"""What is published: marts, audits and views, as dbt's manifest describes them.

From the manifest, so that names, types and keys are those of the contracts: a list of our own
would be a second contract.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

Nodes = dict[str, dict[str, Any]]
SCHEMAS = ("marts", "audit")
"""Schemas of the warehouse whose tables are published."""
WIDE = "bi"
"""The schema of the wide views, which read the marts."""


class PublicationError(Exception):
    """Says in one line what is wrong and what to do."""


@dataclass(frozen=True)
class Column:
    """`type` is that of the contract: varchar, integer, float8, date, boolean."""

    name: str
    type: str
    description: str
    values: tuple[str, ...] = ()
    """All that it may hold, where that is a short list."""


@dataclass(frozen=True)
class ForeignKey:
    """A column that is the key `field` of the dimension `table`."""

    column: str
    table: str
    field: str


@dataclass(frozen=True)
class Source:
    """Where a seed comes from and under which licence."""

    title: str
    licence: str


@dataclass(frozen=True)
class Table:
    """A mart or audit of the warehouse; `key` names its rows."""

    schema: str
    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    sources: tuple[Source, ...]

    def select(self, columns: str = "") -> str:
        """Its columns, in the order of its key: the same rows give the same file."""
        columns = columns or ", ".join(quoted(column.name) for column in self.columns)
        key = ", ".join(map(quoted, self.key))
        return f"select {columns} from {self.schema}.{self.name} order by {key}"


@dataclass(frozen=True)
class View:
    """A wide view; its SQL is in the warehouse."""

    schema: str
    name: str
    description: str
    columns: tuple[Column, ...]


def quoted(name: str) -> str:
    """As SQL has it: a column may be called like a word of SQL."""
    return f'"{name}"'


def texts(found: Iterable[str]) -> list[str]:
    """Each once, the first first."""
    return list(dict.fromkeys(found))


def read_nodes(manifest: Path) -> Nodes:
    """Raises PublicationError where there is no manifest."""
    try:
        nodes: Nodes = json.loads(manifest.read_text("utf-8"))["nodes"]
    except OSError as error:
        raise PublicationError(f"{manifest} cannot be read: make publish writes it") from error
    return nodes


def models_in(schemas: Iterable[str], nodes: Nodes) -> list[str]:
    """The ids of the models of these schemas, in order."""
    return sorted(
        node_id
        for node_id, node in nodes.items()
        if node["resource_type"] == "model" and node["schema"] in schemas
    )


def read_tables(manifest: Path) -> list[Table]:
    """All tables by name; raises PublicationError where there are none."""
    nodes = read_nodes(manifest)
    published = models_in(SCHEMAS, nodes)
    if not published:  # of another target, whose schemas have other names
        raise PublicationError(f"{manifest} has no marts: make publish writes it again")
    return [table(node_id, nodes) for node_id in published]


def read_views(manifest: Path) -> list[View]:
    """All wide views, each after those that it reads; raises PublicationError."""
    nodes = read_nodes(manifest)
    views = models_in([WIDE], nodes)
    reads = {view: {*nodes[view]["depends_on"]["nodes"]} & {*views} for view in views}
    return [view(node_id, nodes) for node_id in TopologicalSorter(reads).static_order()]


def view(node_id: str, nodes: Nodes) -> View:
    """The wide view of a node of the manifest."""
    node = nodes[node_id]
    described = tuple(columns(node_id, nodes))
    return View(node["schema"], node["name"], node["description"].strip(), described)


def columns(node_id: str, nodes: Nodes) -> Iterator[Column]:
    """The columns of a node, in the order of its contract."""
    for name, column in nodes[node_id]["columns"].items():
        about = column["description"].strip()
        yield Column(name, column["data_type"], about, accepted(node_id, name, nodes))


def table(node_id: str, nodes: Nodes) -> Table:
    """The mart or audit of a node of the manifest."""
    node = nodes[node_id]
    return Table(
        node["schema"],
        node["name"],
        node["description"].strip(),
        tuple(columns(node_id, nodes)),
        tuple(primary_key(node)),
        tuple(foreign_keys(node_id, nodes)),
        tuple(sorted(set(sources(node_id, nodes)), key=lambda source: source.title)),
    )


def accepted(node_id: str, column: str, nodes: Nodes) -> tuple[str, ...]:
    """The values that dbt's test `accepted_values` lets the column have."""
    for node in nodes.values():
        test = node.get("test_metadata") or {}
        if (
            test.get("name") == "accepted_values"
            and node["attached_node"] == node_id
            and node["column_name"] == column
        ):
            return tuple(test["kwargs"]["values"])
    return ()


def foreign_keys(
    node_id: str, nodes: Nodes, *, also_partial: bool = False
) -> Iterator[ForeignKey]:
    """What its `meta` says: columns that are keys of other marts, in every row or, if asked, in
    every row that is not of `ALL`."""
    meta = nodes[node_id]["config"]["meta"]
    leads_to = dict(meta.get("foreign_keys", {}))
    if also_partial:
        leads_to |= meta.get("foreign_keys_or_all", {})
    for column, target in leads_to.items():
        [field] = primary_key(nodes[f"model.nav_tilt.{target}"])
        yield ForeignKey(column, target, field)


def primary_key(node: dict[str, Any]) -> list[str]:
    """The columns that name a row: enforced by a constraint, or named in `meta` and tested."""
    if tested := node["config"]["meta"].get("primary_key"):
        return list(tested)
    [key] = [c["columns"] for c in node["constraints"] if c["type"] == "primary_key"]
    return [name.strip('"') for name in key]


def sources(node_id: str, nodes: Nodes) -> Iterator[Source]:
    """The seeds that a table is made from, directly or not."""
    node = nodes[node_id]
    if node["resource_type"] == "seed":
        meta = node["config"]["meta"]
        yield Source(meta["source"].strip(), meta["licence"])
    for parent in node["depends_on"].get("nodes", []):
        yield from sources(parent, nodes)
