"""The import files, read."""

import json
from functools import cache
from typing import Any

import yaml

from tests.project.conftest import ROOT

FOLDER = ROOT / "examples/superset/assets"

Asset = dict[str, Any]


@cache
def read(pattern: str) -> list[Asset]:
    """The files of a kind, in the order of their names."""
    files = sorted(FOLDER.glob(pattern))
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in files]


CHARTS = {chart["slice_name"]: chart for chart in read("charts/*.yaml")}
DATASETS = {dataset["table_name"]: dataset for dataset in read("datasets/*/*.yaml")}
[DASHBOARD] = read("dashboards/*.yaml")
[DATABASE] = read("databases/*.yaml")


def dataset_of(chart: Asset) -> Asset:
    [dataset] = [d for d in DATASETS.values() if d["uuid"] == chart["dataset_uuid"]]
    return dataset


def placed() -> dict[str, Asset]:
    """What the dashboard says of its charts, by their uuid."""
    parts = [part for part in DASHBOARD["position"].values() if isinstance(part, dict)]
    return {part["meta"]["uuid"]: part["meta"] for part in parts if part["type"] == "CHART"}


def asked(chart: Asset) -> Asset:
    """The one query that the chart's saved context holds."""
    [query] = json.loads(chart["query_context"])["queries"]
    return dict(query)
