"""Spark in an older version, on a cluster with settings of its own, behind a Thrift Server."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from .builds import Build, Copy, Relation, copy_parts
from .cluster import Cluster, thrift_server, throw_away_cluster
from .rows import Rows, from_duckdb, from_spark, typed
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


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """The project with its landed report, and on DuckDB what is compared."""
    folder = tmp_path_factory.mktemp("to_cluster")
    copy_parts(folder)
    environment = {
        "DBT_PROFILES_DIR": str(folder),
        "NAV_TILT_DATABASE": str(folder / "nav_tilt.duckdb"),
    }
    copy = Copy(folder, environment)
    assert copy.build("duckdb", "--select", "+dim_fylke").failed == []
    return copy


def build(copy: Copy, target: str, settings: dict[str, str], schema: str, *names: str) -> Build:
    """A part of the project in schemas that begin with a name of their own."""
    environment = copy.environment | settings | {"NAV_TILT_SCHEMA": schema}
    return replace(copy, environment=environment).build(target, "--select", *names)


def spark_versions(folder: Path) -> set[str]:
    """Which versions of Spark wrote the Parquet files under a folder."""
    with duckdb.connect() as connection:
        found = connection.execute(
            "select decode(value) from parquet_kv_metadata(?)"
            " where decode(key) = 'org.apache.spark.version'",
            [f"{folder}/**/*.parquet"],
        ).fetchall()
    return {version for (version,) in found}


def from_files(folder: Path, relation: Relation) -> Rows:
    files = f"{folder}/{relation.name}/*.parquet"
    with duckdb.connect() as connection:
        rows = connection.sql(columns_of(relation, f"read_parquet('{files}')")).fetchall()
        return typed(rows, relation)


def test_an_older_spark_gives_the_same_rows(copy: Copy) -> None:
    """A part that has the five joins instead of a recursive query, which it does not know."""
    done = copy.build("spark35", "--select", "+dim_fylke")
    assert (done.failed, done.n_tests > 5) == ([], True)
    assert "model.nav_tilt.int_kommune_descendants" in done.nodes
    [version] = spark_versions(copy.folder / "spark35")
    assert version.startswith("3.5.")
    assert from_spark(copy, DIM_FYLKE, "spark35") == from_duckdb(copy, DIM_FYLKE)


def test_external_tables_are_made_again_after_the_metastore_was_lost(
    copy: Copy, cluster: Cluster
) -> None:
    external = cluster.folder / "external"
    before = cluster.executors()
    for catalog in ("metastore", "another"):
        settings = cluster.settings(f"file:{cluster.folder}/managed", catalog)
        settings["NAV_TILT_SPARK_LOCATION"] = f"file:{external}"
        done = build(copy, "spark_cluster", settings, "session", "+dim_fylke")
        assert (done.failed, done.n_tests > 5) == ([], True)
        assert from_files(external, DIM_FYLKE) == from_duckdb(copy, DIM_FYLKE)
    assert cluster.executors() >= before + 4
    assert not list(cluster.folder.glob("managed/*/*"))


def test_workers_with_disks_of_their_own_fail_at_the_first_table(
    copy: Copy, cluster: Cluster
) -> None:
    settings = cluster.settings(UNSHARED)
    done = build(copy, "spark_cluster", settings, "unshared", "+dim_fylke")
    seeds = [line for line in done.failed if line.startswith("seed.")]
    [fylker] = [line for line in seeds if ".fylker:" in line]
    assert "unshared_reference.fylker has 0 of the 35 rows" in fylker
    assert f"{UNSHARED}/unshared_reference.db/fylker: driver and workers must see" in fylker
    assert all("has 0 of the" in line for line in seeds)
    assert any(line.startswith("model.nav_tilt.dim_fylke:") for line in done.failed)


def test_a_thrift_server_gives_the_same_rows(copy: Copy, cluster: Cluster) -> None:
    shared = cluster.folder / "thrift"
    with thrift_server(cluster, f"file:{shared}") as settings:
        done = build(copy, "spark_thrift", settings, "thrift", "+dim_fylke")
    assert (done.failed, done.n_tests > 5) == ([], True)
    assert from_files(shared / "thrift_marts.db", DIM_FYLKE) == from_duckdb(copy, DIM_FYLKE)
