"""Each layer reads only the one before it, and the code lists, as seeds or staged."""

import pytest
from dbt.artifacts.resources.types import NodeType
from dbt.contracts.graph.nodes import ManifestNode

from tools.build.carry import SCHEMAS

from .conftest import Project

REFERENCE = {"seeds/reference", "stg_reference"}
READS = {
    "staging": {"seeds/raw", "staging", *REFERENCE},
    "intermediate": {"staging", "intermediate", *REFERENCE},
    "marts": {"intermediate", *REFERENCE},
    "bi": {"marts", "bi", *REFERENCE},
    "audit": {"intermediate", *REFERENCE},
}


def layer_of(node: ManifestNode) -> str:
    """The folder of a seed or model; the staged code lists are a layer of their own."""
    if node.resource_type == NodeType.Seed:
        return f"seeds/{node.path.split('/')[0]}"
    return "stg_reference" if node.name.startswith("stg_reference__") else node.fqn[1]


@pytest.mark.parametrize("layer", READS)
def test_a_layer_reads_only_the_one_before_it(project: Project, layer: str) -> None:
    nodes = project.manifest().nodes
    layers = {
        key: layer_of(node)
        for key, node in nodes.items()
        if node.resource_type in (NodeType.Model, NodeType.Seed)
    }
    back_doors = [
        (node.name, nodes[read].name)
        for key, node in nodes.items()
        if layers.get(key) == layer
        for read in node.depends_on_nodes
        if layers[read] not in READS[layer]
    ]
    assert layer in layers.values()
    assert back_doors == []


def test_a_build_recreates_every_schema_of_the_project(project: Project) -> None:
    """Other schemas are the user's own: they are carried over from file to file."""
    kinds = NodeType.Model, NodeType.Seed
    built = {n.schema for n in project.manifest().nodes.values() if n.resource_type in kinds}
    assert built <= set(SCHEMAS)
