"""The published files: atomic, and described by their datapackage.json."""

import csv
import hashlib
import json
import sys
import tomllib
from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.project.conftest import ROOT
from tools.publish import csv_file
from tools.publish.files import publish
from tools.publish.tables import (
    Column,
    ForeignKey,
    PublicationError,
    Source,
    Table,
    read_tables,
)

REFERENCE = Source("SSB, KLASS 104", "CC BY 4.0")
SDMX = Source("SDMX code lists", "free to use")
DIM = Table(
    "marts",
    "dim_fylke",
    "One row per fylke.",
    (
        Column("fylke_code", "varchar", "Code."),
        Column("name_nb", "varchar", "Name."),
        Column("name_en", "varchar", "Name."),
        Column("sort_order", "integer", "Order."),
    ),
    ("fylke_code",),
    (),
    (REFERENCE,),
)
FACT = Table(
    "marts",
    "fct_rates",
    "One row per month and fylke.",
    (
        Column("month", "date", "First day."),
        Column("fylke_code", "varchar", "Code."),
        Column("participants", "integer", "Persons; null when suppressed."),
        Column("participants_per_1000", "float8", "Rate."),
        Column("observation_status", "varchar", "Status.", ("observed", "suppressed")),
    ),
    ("month", "fylke_code"),
    (ForeignKey("fylke_code", "dim_fylke", "fylke_code"),),
    (REFERENCE, SDMX),
)
AUDIT = Table(
    "audit",
    "audit_totals",
    "One row per report.",
    (Column("report_id", "varchar", "Report."), Column("holds", "boolean", "Holds.")),
    ("report_id",),
    (),
    (),
)


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(
            """
            create schema marts;
            create table marts.dim_fylke as
                select '03' as fylke_code, 'Oslo' as name_nb, 'Oslo' as name_en,
                    1 as sort_order;
            create table marts.fct_rates as
                select
                    date '2026-02-01' as month, '03' as fylke_code, 5 as participants,
                    cast(0.25 as float8) as participants_per_1000,
                    'observed' as observation_status
                union all
                select date '2026-01-01', '03', null, null, 'suppressed';
            create schema audit;
            create table audit.audit_totals as select 'R' as report_id, true as holds
            """
        )
        yield connection


def description(folder: Path) -> dict[str, Any]:
    text = (folder / "datapackage.json").read_text(encoding="utf-8")
    return json.loads(text)  # type: ignore[no-any-return]


def test_each_table_has_a_folder_and_its_rows_in_the_order_of_its_key(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = tmp_path / "Kari's published"
    assert publish([DIM, FACT, AUDIT], warehouse, folder) == 4
    assert {path.name for path in folder.iterdir()} == {
        *("dim_fylke", "fct_rates", "audit_totals", "datapackage.json"),
        *("codebook.csv", "nav_tilt.xlsx"),
    }
    rows = warehouse.sql(
        "select month, participants, observation_status from read_parquet(?)",
        params=[str(folder / "fct_rates/fct_rates.parquet")],
    ).fetchall()
    assert [(row[0].month, *row[1:]) for row in rows] == [
        (1, None, "suppressed"),
        (2, 5, "observed"),
    ]


@pytest.mark.parametrize("is_terminal", [True, False])
def test_a_terminal_sees_how_far_it_is_and_a_pipe_does_not(
    warehouse: duckdb.DuckDBPyConnection,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    is_terminal: bool,
) -> None:
    stderr = StringIO()
    monkeypatch.setattr(stderr, "isatty", lambda: is_terminal)
    monkeypatch.setattr(sys, "stderr", stderr)
    publish([DIM, FACT, AUDIT], warehouse, tmp_path / "published")
    shown = [line.strip() for line in stderr.getvalue().split("\r")[1:]]
    tables = ["1 of 3: dim_fylke", "2 of 3: fct_rates", "3 of 3: audit_totals"]
    assert shown == [*tables, "codebook.csv and nav_tilt.xlsx"] if is_terminal else not shown


def test_description_has_types_keys_licences_and_sources(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    publish([DIM, FACT], warehouse, tmp_path / "published")
    package = description(tmp_path / "published")
    [fact] = [r for r in package["resources"] if r["name"] == "fct_rates"]
    assert [(field["name"], field["type"]) for field in fact["schema"]["fields"]] == [
        ("month", "date"),
        ("fylke_code", "string"),
        ("printed", "string"),
        ("participants", "integer"),
        ("participants_per_1000", "number"),
        ("observation_status", "string"),
    ]
    assert fact["schema"]["primaryKey"] == ["month", "fylke_code"]
    assert fact["schema"]["foreignKeys"] == [
        {
            "fields": "fylke_code",
            "reference": {"resource": "dim_fylke", "fields": "fylke_code"},
        }
    ]
    assert [source["title"] for source in fact["sources"]] == [REFERENCE.title, SDMX.title]
    assert [licence["name"] for licence in fact["licenses"]] == ["CC-BY-4.0", "other-open"]
    assert len(package["sources"]) == len(package["licenses"]) == 2


def test_a_star_is_text_beside_a_null_in_csv(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    publish([FACT], warehouse, tmp_path / "published")
    text = (tmp_path / "published/fct_rates/fct_rates.csv").read_text(encoding="utf-8")
    assert text.splitlines() == [
        "month,fylke_code,printed,participants,participants_per_1000,observation_status",
        "2026-01-01,03,*,,,suppressed",
        "2026-02-01,03,5,5,0.25,observed",
    ]


def test_a_sum_with_stars_is_a_pair_in_csv(tmp_path: Path) -> None:
    columns = ("fylke_code", "participants", "participants_min", "participants_max")
    table = Table(
        *("marts", "fct_sums", "Sums."),
        tuple(Column(c, "varchar" if "code" in c else "integer", c) for c in columns),
        *(("fylke_code",), (), (REFERENCE,)),
    )
    with duckdb.connect() as connection:
        connection.execute(
            "create schema marts; create table marts.fct_sums as"
            " from (values ('1', null, 0, 3),"
            " ('2', null, 0, 6), ('3', null, 35, 41), ('4', null, null, null), ('5', 7, 7, 7))"
            f" as t ({', '.join(columns)})"
        )
        csv_file.write(table, connection, tmp_path / "sums.csv")
    rows = list(csv.DictReader((tmp_path / "sums.csv").open(encoding="utf-8")))
    dash = chr(8211)
    assert [row["printed"] for row in rows] == ["*", f"0{dash}6", f"35{dash}41", dash, "7"]
    assert [row["participants"] for row in rows] == ["", "", "", "", "7"]


def test_json_stat_has_a_status_for_every_cell(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    """Two months and two fylker with three rows, one of them a star."""
    warehouse.execute(
        "insert into marts.fct_rates values ('2026-02-01', '11', 8, 2, 'observed')"
    )
    publish([DIM, FACT], warehouse, tmp_path / "published")
    text = (tmp_path / "published/fct_rates/fct_rates.json").read_text(encoding="utf-8")
    cube = json.loads(text)
    assert cube["id"] == ["month", "fylke_code", "measure"]
    assert cube["size"] == [2, 2, 2]
    assert cube["value"] == [None, None, None, None, 5, 0.25, 8, 2]
    assert cube["status"][::2] == ["suppressed", "no_row", "observed", "observed"]
    assert list(cube["dimension"]["month"]["category"]["index"]) == ["2026-01-01", "2026-02-01"]


def test_parquet_says_what_it_is(warehouse: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    publish([FACT], warehouse, tmp_path / "published")
    rows = warehouse.execute(
        "select decode(key), decode(value) from parquet_kv_metadata(?)",
        [str(tmp_path / "published/fct_rates/fct_rates.parquet")],
    ).fetchall()
    metadata = dict(rows)
    assert metadata["title"] == "nav_tilt: fct_rates"
    assert metadata["source"] == f"{REFERENCE.title}; {SDMX.title}"
    assert metadata["licence"] == "CC BY 4.0; free to use"
    assert "0, 1, 2 or 3" in metadata["star"]


def test_description_has_what_a_catalogue_asks_for(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    publish([DIM, FACT], warehouse, tmp_path / "published")
    package = description(tmp_path / "published")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert package["version"] == project["version"]
    assert datetime.fromisoformat(package["created"]).tzinfo is not None
    assert package["languages"] == ["nb", "en"]
    assert package["coverage"]["temporal"] == {"start": "2026-01", "end": "2026-02"}
    assert package["sources"][0]["path"].startswith("https://www.ssb.no/")
    [dim, fact] = [r for r in package["resources"] if "schema" in r]
    fields = {field["name"]: field for field in fact["schema"]["fields"]}
    assert fields["month"]["titles"] == {"nb": "Måned", "en": "Month"}
    assert fields["observation_status"]["constraints"]["enum"] == ["observed", "suppressed"]
    assert dim["name"] == "dim_fylke"


def test_description_fits_the_files(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = tmp_path / "published"
    publish([DIM, FACT], warehouse, folder)
    for resource in description(folder)["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def test_same_rows_give_the_same_files(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    for name in ("one", "other"):
        publish([FACT], warehouse, tmp_path / name)
    one, other = (description(tmp_path / name) for name in ("one", "other"))
    assert one.pop("created") <= other.pop("created")
    assert one == other


def test_a_failed_publication_leaves_the_one_before(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = tmp_path / "published"
    publish([DIM], warehouse, folder)
    before = description(folder)
    warehouse.execute("drop table marts.fct_rates")
    with pytest.raises(duckdb.Error):
        publish([DIM, FACT], warehouse, folder)
    assert description(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["published"]


def test_a_publication_takes_the_place_of_the_one_before(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = tmp_path / "published"
    publish([DIM, FACT], warehouse, folder)
    publish([DIM], warehouse, folder)
    assert not (folder / "fct_rates").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["published"]


def test_a_folder_of_somebody_else_is_refused(
    warehouse: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/to_anna.txt").write_text("Dear Anna", encoding="utf-8")
    with pytest.raises(PublicationError, match="letters is no earlier publication"):
        publish([DIM], warehouse, tmp_path / "letters")
    assert (tmp_path / "letters/to_anna.txt").exists()


def test_tables_are_read_from_the_manifest(tmp_path: Path) -> None:
    seed = {
        "resource_type": "seed",
        "schema": "reference",
        "config": {"meta": {"source": REFERENCE.title, "licence": REFERENCE.licence}},
        "depends_on": {},
    }
    nodes = {
        "seed.nav_tilt.fylker": seed,
        "model.nav_tilt.int_x": node("int_x", "intermediate"),
        "model.nav_tilt.audit_x": node("audit_x", "audit"),
    }
    nodes["model.nav_tilt.dim_fylke"] = node("dim_fylke", "marts", "seed.nav_tilt.fylker")
    nodes["model.nav_tilt.fct"] = node("fct", "marts", "model.nav_tilt.dim_fylke")
    nodes["model.nav_tilt.fct"]["config"]["meta"] = {
        "foreign_keys": {"fylke_code": "dim_fylke"},
        # of some rows only: no key of the published table
        "foreign_keys_or_all": {"tiltak_code": "dim_fylke"},
    }
    (tmp_path / "manifest.json").write_text(json.dumps({"nodes": nodes}), encoding="utf-8")
    audit, dim, fact = read_tables(tmp_path / "manifest.json")
    assert (audit.schema, audit.name) == ("audit", "audit_x")
    assert (dim.name, dim.key, dim.foreign_keys) == ("dim_fylke", ("fylke_code",), ())
    assert fact.foreign_keys == (ForeignKey("fylke_code", "dim_fylke", "fylke_code"),)
    assert fact.sources == (REFERENCE,)
    assert fact.columns == (Column("fylke_code", "varchar", "Code."),)


def node(name: str, schema: str, *parents: str) -> dict[str, Any]:
    return {
        "resource_type": "model",
        "name": name,
        "schema": schema,
        "description": "One row per fylke.\n",
        "columns": {"fylke_code": {"data_type": "varchar", "description": "Code."}},
        "constraints": [{"type": "primary_key", "columns": ["fylke_code"]}],
        "config": {"meta": {}},
        "depends_on": {"nodes": list(parents)},
    }
