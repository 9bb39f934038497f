"""What all marts promise: plain types, a tested key, columns that lead to dimensions."""

from collections.abc import Sequence

import pytest
from dbt.contracts.graph.nodes import GenericTestNode, ModelNode

from .conftest import Project

PLAIN = {"varchar", "date", "boolean", "integer", "float8"}
"""Types that every client reads as text, date, truth or a plain number."""


@pytest.fixture(scope="module")
def marts(project: Project) -> dict[str, ModelNode]:
    nodes = project.manifest().nodes.values()
    return {
        node.name: node
        for node in nodes
        if isinstance(node, ModelNode) and node.schema == "marts"
    }


def key(node: ModelNode) -> Sequence[str]:
    if tested := node.config.meta.get("primary_key"):
        return list(tested)
    [columns] = [c.columns for c in node.constraints if c.type == "primary_key"]
    return [name.strip('"') for name in columns]


def test_columns_have_plain_types(marts: dict[str, ModelNode]) -> None:
    assert marts
    odd = [
        f"{node.name}.{column.name} {column.data_type}"
        for node in marts.values()
        for column in node.columns.values()
        if column.data_type not in PLAIN
    ]
    assert odd == []
    assert all(node.contract.enforced for node in marts.values())


def test_wide_views_are_described_by_contracts_too(project: Project) -> None:
    nodes = project.manifest().nodes.values()
    views = [n for n in nodes if isinstance(n, ModelNode) and n.schema == "bi"]
    assert views
    assert all(n.contract.enforced and n.config.materialized == "view" for n in views)
    assert {c.data_type for n in views for c in n.columns.values()} <= PLAIN


def test_other_projects_may_read_them(marts: dict[str, ModelNode]) -> None:
    assert {node.access.value for node in marts.values()} == {"public"}


def test_a_catalogue_learns_who_answers_for_them(project: Project) -> None:
    manifest = project.manifest()
    served = [
        node
        for node in manifest.nodes.values()
        if isinstance(node, ModelNode) and node.schema in ("marts", "bi")
    ]
    assert served
    for node in served:
        assert node.config.group == "nav_tilt", node.name
        assert node.config.tags, node.name
        assert {"owner", "source", "refresh", "sensitivity"} <= set(node.config.meta), node.name
    for exposure in manifest.exposures.values():
        assert exposure.url, exposure.name
        assert exposure.maturity, exposure.name
        assert exposure.owner.name, exposure.name


def test_every_fact_is_tested_for_the_uniqueness_of_its_key(
    project: Project, marts: dict[str, ModelNode]
) -> None:
    tested = {
        (node.attached_node, *node.test_metadata.kwargs["columns"])
        for node in project.manifest().nodes.values()
        if isinstance(node, GenericTestNode) and node.test_metadata.name == "unique_combination"
    }
    facts = [node for name, node in marts.items() if name.startswith("fct_")]
    assert facts
    assert [node.name for node in facts if (node.unique_id, *key(node)) not in tested] == []


def test_foreign_keys_lead_to_dimensions(marts: dict[str, ModelNode]) -> None:
    """A code is called as the key of its dimension, whatever is put before it."""
    for node in marts.values():
        meta = node.config.meta
        leads_to = meta.get("foreign_keys", {}) | meta.get("foreign_keys_or_all", {})
        for column, dimension in leads_to.items():
            [code] = key(marts[dimension])
            assert column in node.columns
            assert column.endswith(code) or code == "month", (node.name, column, dimension)
        named = {column for column in node.columns if column in keys_of_dimensions(marts)}
        own = set(key(node)) if node.name.startswith("dim_") else set()
        assert named - own - set(leads_to) == set(), node.name


def keys_of_dimensions(marts: dict[str, ModelNode]) -> set[str]:
    return {key(node)[0] for name, node in marts.items() if name.startswith("dim_")}
