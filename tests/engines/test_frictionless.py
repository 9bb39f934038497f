"""The published files, judged by the Frictionless library itself."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest
from frictionless import Package

from tools.publish.parquet import publish
from tools.publish.tables import read_tables

from .builds import Build, Copy


@pytest.fixture(scope="module")
def published(
    copy: Copy, builds: dict[str, Build], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    assert builds["duckdb"].failed == []
    folder = tmp_path_factory.mktemp("frictionless") / "published"
    with duckdb.connect(str(copy.database), read_only=True) as warehouse:
        publish(read_tables(copy.folder / "target/duckdb/manifest.json"), warehouse, folder)
    return folder


def errors(folder: Path, *tables: str) -> list[tuple[str, str]]:
    """What the library finds in dimensions and these tables: resource and type of the error.

    It is given the rows that are in the files: its own reader of Parquet goes by pandas, which
    makes nan of a null integer and then says that this is none.
    """
    description = json.loads((folder / "datapackage.json").read_text("utf-8"))
    Package.from_descriptor(description)
    description["resources"] = [
        resource
        for resource in description["resources"]
        if resource["name"].startswith(("dim_", *tables))
    ]
    for resource in description["resources"]:
        relation = duckdb.sql(f"select * from '{folder / resource.pop('path')}'")
        for of_the_file in ("format", "mediatype", "bytes", "hash"):
            resource.pop(of_the_file)
        resource["data"] = [relation.columns, *map(list, relation.fetchall())]
    report = Package.from_descriptor(description).validate()
    found = [(task.name, error.type) for task in report.tasks for error in task.errors]
    return [*found, *(("package", error.type) for error in report.errors)]


def test_description_and_every_table_are_valid(published: Path) -> None:
    described = json.loads((published / "datapackage.json").read_text("utf-8"))
    assert len(described["resources"]) > 30
    assert errors(published, "fct_", "audit_") == []


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda fact: fact["schema"]["fields"][3].update(type="date"), "type-error"),
        (lambda fact: fact["schema"]["fields"][4].update(name="least"), "incorrect-label"),
        (lambda fact: fact["schema"].update(primaryKey=["month"]), "primary-key"),
        (
            lambda fact: fact["schema"]["foreignKeys"][0]["reference"].update(
                resource="dim_fylke", fields="fylke_code"
            ),
            "foreign-key",
        ),
    ],
)
def test_a_wrong_description_is_found(
    published: Path, tmp_path: Path, change: object, error: str
) -> None:
    folder = tmp_path / "published"
    shutil.copytree(published, folder)
    path = folder / "datapackage.json"
    described = json.loads(path.read_text("utf-8"))
    [fact] = [r for r in described["resources"] if r["name"] == "fct_participants_by_fylke"]
    assert callable(change)
    change(fact)
    path.write_text(json.dumps(described), encoding="utf-8")
    assert (fact["name"], error) in errors(folder, fact["name"])
