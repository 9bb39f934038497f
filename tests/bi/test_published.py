"""The published files, read as their users read them."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import polars
import pyarrow.parquet
import pytest
from pyjstat import pyjstat

from tools.publish import csv_file
from tools.publish.codebook import descriptions, titles
from tools.publish.tables import Table, read_tables

from . import javascript
from .conftest import ServedProject

PANDAS = {
    "varchar": "str",
    "integer": "Int32",
    "float8": "float64",
    "date": "date32[day][pyarrow]",
    "boolean": "boolean",
}
POLARS = {
    "varchar": polars.String,
    "integer": polars.Int32,
    "float8": polars.Float64,
    "date": polars.Date,
    "boolean": polars.Boolean,
}
ARROW = {
    "varchar": "string",
    "integer": "int32",
    "float8": "double",
    "date": "date32[day]",
    "boolean": "bool",
}
ARROW_JS = {
    "varchar": "Utf8",
    "integer": "Int32",
    "float8": "Float64",
    "date": "Date32<DAY>",
    "boolean": "Bool",
}
"""What each reader calls the types of a contract."""


@pytest.fixture(scope="module")
def published(served: ServedProject) -> Path:
    served.run("make publish")
    return served.folder / "published"


@pytest.fixture(scope="module")
def tables(served: ServedProject, published: Path) -> dict[str, Table]:
    found = read_tables(served.folder / "target/publish/manifest.json")
    return {table.name: table for table in found}


def parquet(folder: Path, table: Table) -> Path:
    return folder / table.name / f"{table.name}.parquet"


def types(table: Table, of: dict[str, Any]) -> dict[str, Any]:
    return {column.name: of[column.type] for column in table.columns}


def validate(folder: Path) -> "subprocess.CompletedProcess[str]":
    """What a user runs."""
    return subprocess.run(
        [
            str(Path(sys.executable).with_name("frictionless")),
            "validate",
            "published/datapackage.json",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
    )


def test_frictionless_finds_the_package_valid(served: ServedProject, published: Path) -> None:
    done = validate(served.folder)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("VALID") > 100


def wrong_type(fact: dict[str, Any]) -> None:
    fact["schema"]["fields"][3]["type"] = "date"


def wrong_name(fact: dict[str, Any]) -> None:
    fact["schema"]["fields"][4]["name"] = "least"


def wrong_key(fact: dict[str, Any]) -> None:
    fact["schema"]["primaryKey"] = ["month"]


def wrong_reference(fact: dict[str, Any]) -> None:
    for key in fact["schema"]["foreignKeys"]:
        key["reference"] = {"resource": "dim_fylke", "fields": "fylke_code"}


def wrong_hash(fact: dict[str, Any]) -> None:
    fact["hash"] = "sha256:" + 64 * "0"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (wrong_type, "type-error"),
        (wrong_name, "incorrect-label"),
        (wrong_key, "primary-key"),
        (wrong_reference, "foreign-key"),
        (wrong_hash, "hash-count"),
    ],
)
def test_frictionless_finds_what_is_wrong(
    published: Path, tmp_path: Path, change: Callable[[dict[str, Any]], None], error: str
) -> None:
    described = json.loads((published / "datapackage.json").read_text("utf-8"))
    kept = ("dim_", "fct_participants_by_fylke")
    resources = [r for r in described["resources"] if r["name"].startswith(kept)]
    described["resources"] = [r for r in resources if "schema" in r]
    change(next(r for r in described["resources"] if r["name"] == kept[1]))
    shutil.copytree(published, tmp_path / "published")
    path = tmp_path / "published/datapackage.json"
    path.write_text(json.dumps(described), encoding="utf-8")
    done = validate(tmp_path)
    assert done.returncode != 0
    assert error in done.stdout


def test_every_column_has_its_plain_type(published: Path, tables: dict[str, Table]) -> None:
    assert len(tables) > 40
    for table in tables.values():
        path = parquet(published, table)
        frame = pandas.read_parquet(path)
        assert {c: str(t) for c, t in frame.dtypes.items()} == types(table, PANDAS)
        for column in table.columns:
            if column.type == "date":
                frame[column.name].dt.year  # noqa: B018
        assert dict(polars.read_parquet_schema(path)) == types(table, POLARS)
        schema = pyarrow.parquet.read_schema(path)
        found = {name: str(schema.field(name).type) for name in schema.names}
        assert found == types(table, ARROW)


def test_arrow_javascript_reads_the_same(
    published: Path, tables: dict[str, Table], tmp_path: Path
) -> None:
    paths = [parquet(published, table) for table in tables.values()]
    found = json.loads(javascript.run(tmp_path, "arrow.mjs", *paths))
    for table, path in zip(tables.values(), paths, strict=True):
        read = found[str(path)]
        assert {name: kind for name, (kind, _) in read.items()} == types(table, ARROW_JS)
        nulls = polars.read_parquet(path).null_count().row(0, named=True)
        assert {name: n for name, (_, n) in read.items()} == nulls


def test_a_star_is_null_in_each(published: Path, tables: dict[str, Table]) -> None:
    path = parquet(published, tables["fct_participants_by_kommune"])
    frame, other = pandas.read_parquet(path), polars.read_parquet(path)
    hidden = frame[frame.observation_status == "suppressed"]
    assert len(hidden) > 100
    assert hidden.participants.isna().all()
    stars = other.filter(polars.col("observation_status") == "suppressed")
    assert stars["participants"].null_count() == len(stars) == len(hidden)
    text = pandas.read_csv(path.with_suffix(".csv"), dtype={"printed": str})
    assert (text.printed[text.observation_status == "suppressed"] == "*").all()
    assert text.participants[text.observation_status == "suppressed"].isna().all()


def test_pyjstat_reads_the_cubes(published: Path, tables: dict[str, Table]) -> None:
    cubes = sorted(published.glob("*/*.json"))
    places = ("fylke_code", "kommune_code")
    facts = [t for n, t in tables.items() if n.startswith("fct_") and {*places} & {*t.key}]
    assert [path.stem for path in cubes] == sorted(table.name for table in facts)
    for path in cubes:
        cube = pyjstat.Dataset.read(path.read_text(encoding="utf-8"))
        frame = cube.write("dataframe")
        assert len(frame) == len(cube["status"]) > 100
        frame["status"] = cube["status"]
        counts = frame[frame[frame.columns[-3]] == "Deltakere"]
        hidden = counts.status.isin(["suppressed", "not_comparable", "no_row"])
        assert hidden.any()
        assert counts.value[hidden].isna().all()
        assert counts.value[~hidden].notna().all()


def test_the_workbook_shows_stars_and_names(published: Path) -> None:
    book = openpyxl.load_workbook(published / "nav_tilt.xlsx", read_only=True)
    assert {"Les meg", "Fylker", "Kommuner", "Tiltak og kjønn", "Kodebok"} <= set(
        book.sheetnames
    )
    head, *rows = book["Tiltak og kjønn"].iter_rows(values_only=True)
    records = [dict(zip(head, row, strict=True)) for row in rows]
    assert {"Kvinner", "Menn"} == {row["gender_nb"] for row in records}
    stars = [row for row in records if row["printed"] == "*"]
    assert stars
    assert {(row["participants_min"], row["participants_max"]) for row in stars} == {(0, 3)}


def test_the_codebook_has_every_column_and_code(
    published: Path, tables: dict[str, Table]
) -> None:
    book = polars.read_csv(published / "codebook.csv", infer_schema=False)
    columns = book.filter(polars.col("code").is_null())
    assert columns.select("table", "column").rows() == [
        (table.name, column.name)
        for table in tables.values()
        for column in csv_file.columns(table)
    ]
    texts = ("title_nb", "title_en", "description_nb", "description_en")
    assert columns.null_count().select(texts).row(0) == (0, 0, 0, 0)
    assert set(columns["description_en"]) == set(descriptions())
    assert columns.filter(
        polars.col("description_nb") == polars.col("description_en")
    ).is_empty()
    codes = book.filter(polars.col("table") == "dim_gender", polars.col("code").is_not_null())
    assert codes.select("code", "title_nb", "title_en").rows() == [
        ("F", "Kvinner", "Women"),
        ("M", "Menn", "Men"),
    ]
    assert set(columns["column"]) == set(titles())
