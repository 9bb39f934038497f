"""What metrics may measure, whatever they are called."""

from .conftest import Project


def test_metrics_measure_facts_of_one_level(project: Project) -> None:
    """Main groups of TILT100 hold the people of the tiltak."""
    measured = {
        model.node_relation.alias
        for model in project.manifest().semantic_models.values()
        if model.measures and model.node_relation
    }
    assert measured
    assert all(name.startswith(("fct_participants", "fct_all_tiltak")) for name in measured)


def test_no_measure_adds_up_months(project: Project) -> None:
    measures = [
        measure
        for model in project.manifest().semantic_models.values()
        for measure in model.measures
    ]
    assert measures
    assert [m.name for m in measures if m.non_additive_dimension is None] == []
