"""What the import files say, before Superset reads them."""

import re
from typing import Any

import duckdb
import pytest

from tests.project.conftest import ROOT

from .assets import CHARTS, DASHBOARD, DATABASE, DATASETS, asked, dataset_of, placed
from .conftest import Clone

PAIRS = [
    {"Minst", "Høyst"},
    {"Minst", "stars_at_most"},
    {"rate_at_least", "rate_at_most"},
    {"rate_at_least", "rate_in_stars"},
]
"""Metrics that are the two ends of a pair."""
STAR = {"low": 0, "high": 3}
KNOWN = {"low": 5, "high": 5}
COUNTED = [
    (name, metric["metric_name"])
    for name, dataset in DATASETS.items()
    for metric in dataset["metrics"]
    if metric["metric_name"] in set().union(*PAIRS) | {"as_text"}
]


def answer(clone: Clone, name: str, metric: str, rows: str) -> Any:
    """The metric over `rows`, a query that may use `one` row of a place and group."""
    dataset = DATASETS[name]
    [expression] = [
        each["expression"] for each in dataset["metrics"] if each["metric_name"] == metric
    ]
    [(value,)] = clone.query(
        f"with dataset as ({dataset['sql']}),"
        " one as (select * from dataset where participants_min > 3 order by all desc limit 1)"
        f" select {expression} from ({rows})"
    )
    return value


def one_as(name: str, low: int, high: int) -> str:
    """The `one` row with another count and rate."""
    values = {"participants_min": low, "participants_max": high}
    if "rate_at_least" in {metric["metric_name"] for metric in DATASETS[name]["metrics"]}:
        values |= {"participants_per_1000_min": low, "participants_per_1000_max": high}
    replaced = ", ".join(f"{value} as {column}" for column, value in values.items())
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
def test_a_dataset_offers_columns_of_its_sql_and_no_number_to_add(
    clone: Clone, name: str
) -> None:
    """A chart of a user's own has safe metrics only: a click on a column adds up nothing."""
    dataset = DATASETS[name]
    with duckdb.connect(str(clone.database), read_only=True) as connection:
        answer = connection.sql(dataset["sql"])
        types = dict(zip(answer.columns, map(str, answer.types), strict=True))
    offered = {column["column_name"]: column["type"] for column in dataset["columns"]}
    assert offered.items() <= types.items()
    assert set(offered.values()) <= {"VARCHAR", "DATE"}
    for each in (dataset, *dataset["columns"], *dataset["metrics"]):
        assert each.get("description")


@pytest.mark.parametrize("name", DATASETS)
def test_a_dataset_reads_wide_views_and_names(name: str) -> None:
    read = set(re.findall(r"\b(?:from|join) (\w+\.\w+)", DATASETS[name]["sql"]))
    assert read
    assert {each for each in read if not each.startswith(("bi.bi_", "marts.dim_"))} == set()


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_and_its_saved_query_ask_for_the_same(name: str) -> None:
    chart, query = CHARTS[name], asked(CHARTS[name])
    params, dataset = chart["params"], dataset_of(chart)
    asked_for = [
        params.get("x_axis"),
        *params.get("all_columns", []),
        *params.get("groupby", []),
        *params.get("groupbyColumns", []),
        *params.get("groupbyRows", []),
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


@pytest.mark.parametrize(("name", "metric"), COUNTED)
def test_a_metric_over_a_star_is_one_end_of_a_pair(
    clone: Clone, name: str, metric: str
) -> None:
    star, known = one_as(name, **STAR), one_as(name, **KNOWN)
    least, most, stars = {"Minst", "rate_at_least"}, {"Høyst", "rate_at_most"}, 3
    expected: tuple[Any, ...]
    if metric in least:
        expected = 0, 5
    elif metric in most:
        expected = 3, 8
    elif metric == "as_text":
        expected = "*", f"5{chr(8211)}8"
    else:
        expected = stars, stars
    together = f"{star} union all {known}"
    assert (
        answer(clone, name, metric, star),
        answer(clone, name, metric, together),
    ) == expected


@pytest.mark.parametrize(("name", "metric"), COUNTED)
@pytest.mark.parametrize("other", ["month + interval 1 month as month", "'T' as report_code"])
def test_a_metric_never_adds_up_months_or_reports(
    clone: Clone, name: str, metric: str, other: str
) -> None:
    later = f"select * replace ({other}) from one"
    assert answer(clone, name, metric, "from one") is not None
    assert answer(clone, name, metric, f"from one union all {later}") is None


@pytest.mark.parametrize("name", ["participants", "participants_by_kommune"])
def test_a_place_that_is_not_comparable_is_no_number(clone: Clone, name: str) -> None:
    unknown = "select * replace (null as participants_min, null as participants_max) from one"
    for rows in (unknown, f"{unknown} union all from one"):
        assert answer(clone, name, "Minst", rows) is None
        assert answer(clone, name, "as_text", rows) == chr(8211)


def test_a_printed_total_comes_before_a_sum(clone: Clone) -> None:
    """The rows that the filters leave: the country, then a tiltak or fylke, then both."""
    rows = " union all ".join(
        f"select * replace ({level} as level, {level} as participants_min) from one"
        for level in (1, 2, 3, 3)
    )
    found = [
        answer(clone, "participants", "Minst", f"select * from ({rows}) where level >= {n}")
        for n in (1, 2, 3)
    ]
    assert found == [1, 2, 6]


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_that_shows_one_end_shows_the_other(name: str) -> None:
    """The two numbers on top of the dashboard are a pair of charts."""
    shown = set(asked(CHARTS[name]).get("metrics", []))
    ends = shown & set().union(*PAIRS)
    if CHARTS[name]["viz_type"] == "big_number_total":
        others = {
            metric
            for title in ("minst", "høyst")
            for metric in asked(CHARTS[f"Deltakere, {title}"])["metrics"]
        }
        assert others == {"Minst", "Høyst"}
    else:
        assert all(any(end in p and p <= ends for p in PAIRS) for end in ends)


def test_filters_accept_only_what_exists() -> None:
    for each in DASHBOARD["metadata"]["native_filter_configuration"]:
        assert each["controlValues"]["creatable"] is False
        # a level of the data without a tiltak or fylke is no choice
        if each["name"] in ("Tiltak", "Fylke"):
            [condition] = each["adhoc_filters"]
            assert condition["operator"] == "IS NOT NULL"


def test_the_first_report_is_tilt170(clone: Clone) -> None:
    codes = "select unnest(['TILT100', 'TILT110', 'TILT170']) as report_code"
    [metric] = [
        m["expression"]
        for m in DATASETS["participants"]["metrics"]
        if m["metric_name"] == "order_of_reports"
    ]
    found = clone.query(f"from ({codes}) select report_code group by all order by {metric}")
    assert [code for (code,) in found] == ["TILT170", "TILT100", "TILT110"]


def test_a_tiltak_has_one_colour() -> None:
    """Both ends of a pair are of one hue, and no two tiltak share it."""
    colours = DASHBOARD["metadata"]["label_colors"]
    dark = {k.removeprefix("Minst, "): v for k, v in colours.items() if k.startswith("Minst, ")}
    light = {k.removeprefix("Høyst, ") for k in colours if k.startswith("Høyst, ")}
    assert len(set(dark.values())) == len(dark) == 3
    assert light == set(dark)
