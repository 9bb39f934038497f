"""Spark in an older version, on a cluster with settings of its own, behind a Thrift Server."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from .builds import Build, Copy, Relation, copy_parts
from .cluster import Cluster, thrift_server, throw_away_cluster
from .table_rows import RowCounts, differences, from_duckdb, from_spark, typed
from .table_rows import select as columns_of

DIM_FYLKE = Relation(
    "marts",
    "dim_fylke",
    {"fylke_code": "varchar", "name_nb": "varchar", "sort_order": "integer"},
    ("fylke_code",),
)
ReadTable = Callable[[Copy, Relation, str], RowCounts]
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
    assert copy.build("duckdb").failed == []
    return copy


def build(copy: Copy, target: str, settings: dict[str, str], schema: str, *names: str) -> Build:
    """The project, or a part of it, in schemas that begin with a name of their own."""
    environment = copy.environment | settings | {"NAV_TILT_SCHEMA": schema}
    selected = ["--select", *names] if names else []
    return replace(copy, environment=environment).build(target, *selected)


def spark_versions(folder: Path) -> set[str]:
    """Which versions of Spark wrote the Parquet files under a folder."""
    with duckdb.connect() as connection:
        found = connection.execute(
            "select decode(value) from parquet_kv_metadata(?)"
            " where decode(key) = 'org.apache.spark.version'",
            [f"{folder}/**/*.parquet"],
        ).fetchall()
    return {version for (version,) in found}


def differing(copy: Copy, engine: str, read: ReadTable) -> dict[str, list[str]]:
    """The first rows of each mart and audit that are not those of DuckDB."""
    found = {
        relation.name: differences(from_duckdb(copy, relation), read(copy, relation, engine))
        for relation in copy.relations(engine)
    }
    assert len(found) > 45
    return {name: rows[:5] for name, rows in found.items() if rows}


def from_files(folder: Path, relation: Relation) -> RowCounts:
    files = f"{folder}/{relation.name}/*.parquet"
    with duckdb.connect() as connection:
        rows = connection.sql(columns_of(relation, f"read_parquet('{files}')")).fetchall()
        return typed(rows, relation)


def test_an_older_spark_gives_the_same_rows(copy: Copy) -> None:
    """All of it: 3.5 knows no recursive queries, and has other defaults for tables."""
    done = copy.build("spark35")
    assert (done.failed, done.n_tests > 300) == ([], True)
    [version] = spark_versions(copy.folder / "spark35")
    assert version.startswith("3.5.")
    assert differing(copy, "spark35", from_spark) == {}


def test_a_cluster_gives_the_same_rows(copy: Copy, cluster: Cluster) -> None:
    """All of it, in managed tables in a folder that driver and workers share."""
    before, shared = cluster.executors(), cluster.folder / "shared"
    settings = cluster.settings(f"file:{shared}", "catalog_of_all")
    done = build(copy, "spark_cluster", settings, "all")
    assert (done.failed, done.n_tests > 300) == ([], True)
    assert cluster.executors() >= before + 2

    def from_shared(_: Copy, relation: Relation, __: str) -> RowCounts:
        return from_files(shared / f"all_{relation.schema}.db", relation)

    assert differing(copy, "spark_cluster", from_shared) == {}


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
