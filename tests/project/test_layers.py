"""Each layer reads only the one before it, and the code lists."""

import pytest
from dbt.artifacts.resources.types import NodeType

from .conftest import Project

READS = {
    "staging": {"seeds/raw", "seeds/reference", "staging"},
    "intermediate": {"staging", "intermediate", "seeds/reference"},
    "marts": {"intermediate", "seeds/reference"},
    "audit": {"intermediate", "seeds/reference", "seeds/audit"},
}


@pytest.mark.parametrize("layer", READS)
def test_a_layer_reads_only_the_one_before_it(project: Project, layer: str) -> None:
    nodes = project.manifest().nodes
    layers = {
        key: f"seeds/{node.path.split('/')[0]}"
        if node.resource_type == NodeType.Seed
        else node.fqn[1]
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
