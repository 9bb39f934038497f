"""All engines build, test and serve the same warehouse."""

from collections import Counter
from datetime import date

import pytest

from .builds import ENGINES, PREFIX, Build, Copy, Relation
from .conftest import TABLE
from .server import Server
from .table_rows import differences, readers, typed

DISCLOSURE = {"model.nav_tilt.int_disclosure", "model.nav_tilt.audit_disclosure"}
"""A Python model, and what reads it."""
HASHES = "test.nav_tilt.every_landed_row_is_unchanged"
"""The seeds are one file for all engines."""


@pytest.mark.parametrize("engine", ENGINES)
def test_everything_is_built_and_every_test_passes(
    builds: dict[str, Build], engine: str
) -> None:
    assert builds[engine].failed == []
    assert builds[engine].n_tests > 300


def test_a_build_names_the_command_to_try_next(builds: dict[str, Build]) -> None:
    assert "Try next: psql --host=127.0.0.1 --dbname=nav_tilt" in builds["postgres"].output
    assert "Try next: .venv/bin/dbt show --target spark --inline" in builds["spark"].output
    for engine in ("postgres", "spark"):
        assert "select * from nav_tilt_marts.dim_tiltak" in builds[engine].output


@pytest.mark.parametrize("engine", ENGINES[1:])
def test_only_the_disclosure_audit_and_the_hashes_are_duckdbs_alone(
    copy: Copy, builds: dict[str, Build], engine: str
) -> None:
    nodes = copy.manifest("duckdb")["nodes"]
    alone = {
        name
        for name in builds["duckdb"].nodes
        if {name, *nodes.get(name, {}).get("depends_on", {}).get("nodes", [])} & DISCLOSURE
    }
    assert {*DISCLOSURE, HASHES} <= builds["duckdb"].nodes
    assert builds["duckdb"].nodes - builds[engine].nodes == {*alone, HASHES}
    assert builds[engine].nodes <= builds["duckdb"].nodes


@pytest.mark.usefixtures("builds")
def test_marts_and_audits_have_the_same_rows(
    copy: Copy, server: Server, builds: dict[str, Build]
) -> None:
    read = readers(copy, server)
    TABLE.append(("relation", "rows", *ENGINES[1:]))
    found: dict[str, list[str]] = {}
    n_rows = 0
    for relation in copy.relations():
        name = f"{relation.schema}.{relation.name}"
        expected = read["duckdb"](relation)
        for engine in ENGINES[1:]:
            found[f"{name} on {engine}"] = differences(expected, read[engine](relation))
        counts = [len(found[f"{name} on {engine}"]) for engine in ENGINES[1:]]
        TABLE.append((name, str(expected.total()), *map(str, counts)))
        n_rows += expected.total()
    TABLE.append((f"{len(copy.relations())} relations", str(n_rows)))
    TABLE.extend(
        (f"{engine}: {build.n_tests} tests", f"{build.seconds:.0f} s")
        for engine, build in builds.items()
    )
    assert n_rows > 0
    assert {name: rows[:5] for name, rows in found.items() if rows} == {}


@pytest.mark.usefixtures("builds")
def test_wide_views_have_the_same_rows_on_postgres(copy: Copy, server: Server) -> None:
    """On Spark they are views too: no files to read, and tests of dbt count their rows."""
    read = readers(copy, server)
    views = copy.relations(schemas=["bi"])
    assert len(views) > 20
    found = {
        view.name: differences(read["duckdb"](view), read["postgres"](view)) for view in views
    }
    assert {name: rows[:5] for name, rows in found.items() if rows} == {}


@pytest.mark.usefixtures("builds")
def test_postgres_enforces_every_primary_key(copy: Copy, server: Server) -> None:
    with server.connect().cursor() as cursor:
        cursor.execute(
            "select table_schema, table_name,"
            " array_agg(column_name::text order by ordinal_position)"
            " from information_schema.key_column_usage where table_schema in %s"
            " group by table_schema, table_name",
            [(f"{PREFIX}marts", f"{PREFIX}audit")],
        )
        keys = {(schema, name): tuple(columns) for schema, name, columns in cursor.fetchall()}
    assert keys == {(PREFIX + r.schema, r.name): r.key for r in copy.relations() if r.key}


FACT = Relation("marts", "fct", {"month": "date", "participants": "integer"}, ("month",))


def test_rows_that_differ_are_found() -> None:
    one = typed([(date(2026, 1, 1), 5), (date(2026, 2, 1), None)], FACT)
    other = typed([(date(2026, 2, 1), 0), (date(2026, 1, 1), 5), (date(2026, 1, 1), 5)], FACT)
    assert differences(one, one) == []
    assert Counter(line[0] for line in differences(one, other)) == {"-": 1, "+": 2}


@pytest.mark.parametrize("value", ["5", 5.0, True])
def test_a_value_of_another_type_is_an_error(value: object) -> None:
    with pytest.raises(TypeError, match=r"fct\.participants"):
        typed([(date(2026, 1, 1), value)], FACT)
