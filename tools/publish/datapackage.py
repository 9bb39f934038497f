"""The description of published Parquet files: a Frictionless Data Package, version 1."""

from typing import Any

from .tables import Column, Source, Table

TYPES = {
    "varchar": "string",
    "integer": "integer",
    "float8": "number",
    "date": "date",
    "boolean": "boolean",
}
CC_BY = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def package(resources: list[dict[str, Any]]) -> dict[str, Any]:
    """The package as a whole; its resources carry their own sources and licences too."""
    return {
        "profile": "data-package",
        "name": "nav_tilt",
        "title": "NAV's monthly programme statistics",
        "description": (
            "Participants in NAV's labour market programmes. A count that NAV printed as * is"
            " null with the status `suppressed`: it is 0 to 3, never read it as 0."
        ),
        "licenses": unique(licence for r in resources for licence in r["licenses"]),
        "sources": unique(source for r in resources for source in r["sources"]),
        "resources": resources,
    }


def resource(table: Table, path: str, size: int, sha256: str) -> dict[str, Any]:
    """One table in one file; `path` is relative to the description."""
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": path,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": size,
        "hash": f"sha256:{sha256}",
        "description": table.description,
        "schema": {
            "fields": [field(column, table) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": key.column,
                    "reference": {"resource": key.table, "fields": key.field},
                }
                for key in table.foreign_keys
            ],
        },
        "sources": unique({"title": source.title} for source in table.sources),
        "licenses": unique(licence(source) for source in table.sources),
    }


def field(column: Column, table: Table) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "type": TYPES[column.type],
        "description": column.description,
    }
    if column.name in table.key:
        described["constraints"] = {"required": True}
    return described


def licence(source: Source) -> dict[str, str]:
    other = {"name": "other-open", "title": source.licence}
    return CC_BY if source.licence == "CC BY 4.0" else other


def unique(items: Any) -> list[dict[str, str]]:
    """Each once, the first first."""
    return [dict(pairs) for pairs in dict.fromkeys(tuple(item.items()) for item in items)]
