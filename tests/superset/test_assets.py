"""What the import files say, before Superset reads them."""

from typing import Any

import duckdb
import pytest

from tests.project.conftest import ROOT

from .assets import CHARTS, DASHBOARD, DATABASE, DATASETS, asked, dataset_of, placed
from .conftest import Clone

PAIRS = {"at_least", "at_most", "stars_at_most"}
"""The metrics that are one end of a pair."""
COUNTED = [
    (name, metric["metric_name"])
    for name, dataset in DATASETS.items()
    for metric in dataset["metrics"]
    if "participants" in metric["expression"]
]


def answer(clone: Clone, name: str, metric: str, rows: str) -> Any:
    """The metric over `rows`, a query that may use `one` row and the known `others` like it."""
    dataset = DATASETS[name]
    [expression] = [
        each["expression"] for each in dataset["metrics"] if each["metric_name"] == metric
    ]
    keys = {"month", "report_code", "tiltak_code", "breakdown"} & columns(name)
    [(value,)] = clone.query(
        f"with dataset as ({dataset['sql']}),"
        " known as (select * from dataset where participants > 0),"
        " one as (select * from known order by all limit 1),"
        f" others as (select * from known semi join one using ({', '.join(keys)})"
        " except all from one)"
        f" select {expression} from ({rows})"
    )
    return value


def columns(name: str) -> set[str]:
    return {column["column_name"] for column in DATASETS[name]["columns"]}


def one_as(name: str, participants: int | None) -> str:
    """The `one` row with another count; None is a star."""
    least, most = (0, 3) if participants is None else (participants, participants)
    values = {
        "participants": participants,
        "participants_min": least,
        "participants_max": most,
        "participants_per_1000": None if participants is None else participants / 1000,
        "n_suppressed": int(participants is None),
    }
    replaced = ", ".join(
        f"{'null' if value is None else value} as {column}"
        for column, value in values.items()
        if column in columns(name)
    )
    return f"select * replace ({replaced}) from one"


def test_the_database_is_read_only_and_has_no_path_of_a_machine() -> None:
    assert DATABASE["sqlalchemy_uri"] == "duckdb:///nav_tilt.duckdb"
    arguments = DATABASE["extra"]["engine_params"]["connect_args"]
    assert arguments["read_only"] is True
    assert arguments["config"]["enable_external_access"] == "false"
    assert not any(DATABASE[f"allow_{what}"] for what in ("ctas", "cvas", "dml", "csv_upload"))


def test_superset_reads_the_files_that_a_build_writes() -> None:
    ours, theirs = (
        [line for line in (ROOT / lock).read_text().splitlines() if line.startswith("duckdb==")]
        for lock in ("requirements.lock", "examples/superset/requirements.lock")
    )
    assert len(ours) == 1
    assert ours == theirs


def test_no_two_files_share_a_uuid_and_all_that_they_name_is_there() -> None:
    uuids = [
        each["uuid"] for each in (*CHARTS.values(), *DATASETS.values(), DASHBOARD, DATABASE)
    ]
    assert len(set(uuids)) == len(uuids)
    assert {dataset["database_uuid"] for dataset in DATASETS.values()} == {DATABASE["uuid"]}
    filters = DASHBOARD["metadata"]["native_filter_configuration"]
    for target in [target for each in filters for target in each["targets"]]:
        [dataset] = [d for d in DATASETS.values() if d["uuid"] == target["datasetUuid"]]
        columns = {column["column_name"] for column in dataset["columns"]}
        assert target["column"]["name"] in columns


def test_the_dashboard_has_every_chart_once_in_a_row_of_a_tab() -> None:
    assert sorted(placed()) == sorted(chart["uuid"] for chart in CHARTS.values())
    assert {meta["sliceName"] for meta in placed().values()} == set(CHARTS)
    numbers = [meta["chartId"] for meta in placed().values()]
    assert len(set(numbers)) == len(numbers)
    parts = {k: v for k, v in DASHBOARD["position"].items() if isinstance(v, dict)}
    children = [child for part in parts.values() for child in part.get("children", [])]
    assert sorted(children) == sorted(set(parts) - {"ROOT_ID", "HEADER_ID"})
    for name, part in parts.items():
        for child in part.get("children", []):
            assert parts[child]["parents"] == [*part.get("parents", []), name]


@pytest.mark.parametrize("name", DATASETS)
def test_a_dataset_has_the_columns_of_its_sql_each_with_a_description(
    clone: Clone, name: str
) -> None:
    dataset = DATASETS[name]
    with duckdb.connect(str(clone.database), read_only=True) as connection:
        answer = connection.sql(dataset["sql"])
        types = [str(kind).split("(")[0] for kind in answer.types]
        found = list(zip(answer.columns, types, strict=True))
    assert found == [(column["column_name"], column["type"]) for column in dataset["columns"]]
    for each in (dataset, *dataset["columns"], *dataset["metrics"]):
        assert each.get("description")


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_and_its_saved_query_ask_for_the_same(name: str) -> None:
    chart, query = CHARTS[name], asked(CHARTS[name])
    params, dataset = chart["params"], dataset_of(chart)
    asked_for = [
        params.get("x_axis"),
        *params.get("all_columns", []),
        *params.get("groupby", []),
    ]
    metrics = [params.get("metric"), *params.get("metrics", [])]
    sorted_by = params.get("timeseries_limit_metric")
    if sorted_by and params["viz_type"] != "table":
        metrics.append(sorted_by)
    assert query["columns"] == [column for column in asked_for if column]
    assert query.get("metrics", []) == [metric for metric in metrics if metric]
    filters = [(f["subject"], f["operator"]) for f in params.get("adhoc_filters", [])]
    assert [(f["col"], f["op"]) for f in query.get("filters", [])] == filters
    assert chart["viz_type"] == params["viz_type"]
    assert set(query["columns"]) <= {c["column_name"] for c in dataset["columns"]}
    assert set(query.get("metrics", [])) <= {m["metric_name"] for m in dataset["metrics"]}


@pytest.mark.parametrize("others", ["", " union all from others"], ids=["alone", "with others"])
@pytest.mark.parametrize(("name", "metric"), COUNTED)
def test_a_metric_over_a_star_is_never_one_number(
    clone: Clone, name: str, metric: str, others: str
) -> None:
    value = answer(clone, name, metric, one_as(name, None) + others)
    if metric == "at_least":
        assert value == answer(clone, name, metric, one_as(name, 0) + others)
    elif metric == "at_most":
        assert value == answer(clone, name, metric, one_as(name, 3) + others)
    elif metric == "stars_at_most":
        assert value == 3
    else:
        assert value is None


@pytest.mark.parametrize(("name", "metric"), COUNTED)
def test_a_metric_never_adds_up_months(clone: Clone, name: str, metric: str) -> None:
    later = "select * replace (month + interval 1 month as month) from one"
    assert answer(clone, name, metric, "from one") is not None
    assert answer(clone, name, metric, f"from one union all {later}") is None


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_that_shows_one_end_shows_the_other(name: str) -> None:
    shown = set(asked(CHARTS[name]).get("metrics", []))
    assert ("at_least" in shown) == bool(shown & {"at_most", "stars_at_most"})
    in_rows = set(asked(CHARTS[name])["columns"])
    assert ("participants_min" in in_rows) == ("participants_max" in in_rows)
    # a count alone is shown as text, with its star
    assert "participants" not in in_rows
