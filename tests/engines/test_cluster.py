"""A cluster with settings of its own, which none of ours overrides."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from .builds import Build, Copy, Relation
from .cluster import Cluster, thrift_server, throw_away_cluster
from .rows import Rows, from_duckdb, typed
from .rows import select as columns_of

DIM_FYLKE = Relation(
    "marts",
    "dim_fylke",
    {"fylke_code": "varchar", "name_nb": "varchar", "sort_order": "integer"},
    ("fylke_code",),
)
UNSHARED = "file:/proc/self/cwd/warehouse"
"""The folder in which each process runs: driver and workers see different ones."""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with throw_away_cluster(tmp_path_factory.mktemp("cluster")) as running:
        yield running


def build(copy: Copy, target: str, settings: dict[str, str], schema: str, *names: str) -> Build:
    """A part of the project in schemas that begin with a name of their own."""
    environment = copy.environment | settings | {"NAV_TILT_SCHEMA": schema}
    return replace(copy, environment=environment).build(target, "--select", *names)


def from_files(folder: Path, schema: str, relation: Relation) -> Rows:
    files = f"{folder}/{schema}_{relation.schema}.db/{relation.name}/*.parquet"
    with duckdb.connect() as connection:
        rows = connection.sql(columns_of(relation, f"read_parquet('{files}')")).fetchall()
        return typed(rows, relation)


def test_a_cluster_builds_into_a_folder_that_its_workers_share(
    copy: Copy, builds: dict[str, Build], cluster: Cluster
) -> None:
    shared = cluster.folder / "shared"
    before = cluster.executors()
    settings = cluster.settings(f"file:{shared}")
    done = build(copy, "spark_cluster", settings, "session", "+dim_fylke")
    assert (done.failed, done.n_tests > 5) == ([], True)
    assert cluster.executors() >= before + 2
    assert from_files(shared, "session", DIM_FYLKE) == from_duckdb(copy, DIM_FYLKE)
    # a second build takes the place of the first
    again = build(copy, "spark_cluster", settings, "session", "dim_fylke")
    assert again.failed == []


def test_workers_with_disks_of_their_own_fail_at_the_first_table(
    copy: Copy, cluster: Cluster
) -> None:
    settings = cluster.settings(UNSHARED) | {"NAV_TILT_unshared": "unshared"}
    done = build(copy, "spark_cluster", settings, "unshared", "+dim_fylke")
    [first, *skipped] = done.failed
    assert "unshared_reference.fylker has 0 of the 35 rows" in first
    assert f"{UNSHARED}/unshared_reference.db/fylker: driver and workers must see" in first
    assert skipped


def test_a_thrift_server_gives_the_same_rows(
    copy: Copy, builds: dict[str, Build], cluster: Cluster
) -> None:
    shared = cluster.folder / "thrift"
    with thrift_server(cluster, f"file:{shared}") as settings:
        done = build(copy, "spark_thrift", settings, "thrift", "+dim_fylke")
    assert (done.failed, done.n_tests > 5) == ([], True)
    assert from_files(shared, "thrift", DIM_FYLKE) == from_duckdb(copy, DIM_FYLKE)
