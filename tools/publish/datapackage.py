"""The description of the published files: a Frictionless Data Package, version 1.

Types, keys, licences and hashes in a form that a program checks; a README beside the files
would go out of date unnoticed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import csv_file
from .codebook import titles
from .parquet import STAR
from .tables import Column, Source, Table

TYPES = {
    "varchar": "string",
    "integer": "integer",
    "float8": "number",
    "date": "date",
    "boolean": "boolean",
}
MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ADDRESSES = {
    "NAV": "https://www.nav.no/no/nav-og-samfunn/statistikk",
    "table 07459": "https://www.ssb.no/statbank/table/07459",
    "KLASS 131": "https://www.ssb.no/klass/klassifikasjoner/131",
    "KLASS 104": "https://www.ssb.no/klass/klassifikasjoner/104",
    "SDMX": "https://sdmx.org",
}
"""Where a source is, by a word of its title; the first that is in it."""
CC_BY = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
PROJECT = Path(__file__).parents[2] / "dbt_project.yml"


@dataclass(frozen=True)
class File:
    """A published file; `path` is relative to the description, `table` what it holds."""

    path: str
    size: int
    sha256: str
    table: Table | None

    @property
    def format(self) -> str:
        return self.path.rpartition(".")[2]


def package(files: Sequence[File], created: str, months: tuple[str, str]) -> dict[str, Any]:
    """The package; its resources carry their own sources and licences too."""
    sources = [source for file in files if file.table for source in file.table.sources]
    return {
        "profile": "data-package",
        "name": "nav_tilt",
        "title": "NAV's monthly programme statistics",
        "titles": {
            "nb": "NAVs månedlige statistikk over tiltaksdeltakere",
            "en": "NAV's monthly programme statistics",
        },
        "description": f"Participants in NAV's labour market programmes. {STAR}",
        "version": version(),
        "created": created,
        "languages": ["nb", "en"],
        "keywords": ["NAV", "arbeidsmarkedstiltak", "labour market programmes", "Norway"],
        "coverage": {
            "spatial": "Norway",
            "temporal": {"start": months[0], "end": months[1]},
        },
        "licenses": unique(map(licence, sources)),
        "sources": unique(map(source_of, sources)),
        "resources": [resource(file) for file in files],
    }


def version() -> str:
    """That of the project."""
    found = re.search(r"^version: (\S+)$", PROJECT.read_text("utf-8"), re.MULTILINE)
    return found[1] if found else ""


def resource(file: File) -> dict[str, Any]:
    """CSV is the described table; other files are described as such, by size and hash."""
    name = file.path.rpartition("/")[2]
    described: dict[str, Any] = {
        "name": name.removesuffix(".csv").lower(),
        "path": file.path,
        "format": file.format,
        "mediatype": MEDIA_TYPES[file.format],
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    table = file.table
    if table is None:
        return {"profile": "data-resource", "type": "file", **described}
    described |= {
        "description": table.description,
        "sources": unique(map(source_of, table.sources)),
        "licenses": unique(map(licence, table.sources)),
    }
    if file.format != "csv":
        return {"profile": "data-resource", "type": "file", **described}
    return {
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        **described,
        "schema": schema(table),
    }


def schema(table: Table) -> dict[str, Any]:
    """The Table Schema of a table's CSV."""
    return {
        "fields": [field(column, table) for column in csv_file.columns(table)],
        "missingValues": [""],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {
                "fields": key.column,
                "reference": {"resource": key.table, "fields": key.field},
            }
            for key in table.foreign_keys
        ],
    }


def field(column: Column, table: Table) -> dict[str, Any]:
    """A field of a Table Schema, with its titles in both languages and its constraints."""
    nb, en = titles().get(column.name, (column.name, column.name))
    described: dict[str, Any] = {
        "name": column.name,
        "title": en,
        "titles": {"nb": nb, "en": en},
        "type": TYPES[column.type],
        "description": column.description,
    }
    constraints: dict[str, Any] = {}
    if column.name in table.key:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    return described | ({"constraints": constraints} if constraints else {})


def source_of(source: Source) -> dict[str, str]:
    """A source as Data Package has it, with its address where that is known."""
    address = next((path for word, path in ADDRESSES.items() if word in source.title), None)
    return {"title": source.title} | ({"path": address} if address else {})


def licence(source: Source) -> dict[str, str]:
    """A licence as Data Package has it: CC BY by its name, others by their title."""
    other = {"name": "other-open", "title": source.licence}
    return CC_BY if source.licence == "CC BY 4.0" else other


def unique(items: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Each once, the first first."""
    return [dict(pairs) for pairs in dict.fromkeys(tuple(item.items()) for item in items)]
