"""Questions put to MetricFlow, by its engine or by the program `mf`."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Protocol

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt_metricflow.cli.cli_configuration import CLIConfiguration
from metricflow.engine.metricflow_engine import MetricFlowQueryRequest

from .conftest import ServedProject

MetricValue = str | float | date | None
Answer = dict[tuple[MetricValue, ...], dict[str, MetricValue]]
"""The metrics of each group that has any, by the values that the query groups by."""


class Ask(Protocol):
    def __call__(
        self, metrics: Sequence[str], group_by: Sequence[str] = (), where: str = ""
    ) -> Answer: ...


@contextmanager
def engine(served: ServedProject) -> Iterator[Ask]:
    """MetricFlow in this process; the environment names the target."""
    configuration = CLIConfiguration()
    configuration.setup(served.folder, served.folder, configure_file_logging=False)

    def ask(metrics: Sequence[str], group_by: Sequence[str] = (), where: str = "") -> Answer:
        table = configuration.mf.query(
            MetricFlowQueryRequest.create(
                metric_names=list(metrics),
                group_by_names=list(group_by),
                where_constraints=[where] if where else None,
            )
        ).result_df
        assert table is not None
        return _answer(table.column_names, table.rows, metrics, group_by)

    try:
        yield ask
    finally:
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]


def by_program(
    served: ServedProject, metrics: Sequence[str], group_by: Sequence[str]
) -> Answer:
    """What `mf query` writes."""
    asked = f"--metrics {','.join(metrics)} --group-by {','.join(group_by)}"
    columns, *rows = written(served, asked)
    return _answer(columns, rows, metrics, group_by)


def written(served: ServedProject, options: str) -> list[list[str]]:
    """The header and the rows that `mf query` writes, in its order."""
    path = served.folder / "answer.csv"
    served.run(
        f"mf query --quiet {options} --csv {path}", variables={"NAV_TILT_TARGET": "read"}
    )
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _answer(
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    metrics: Sequence[str],
    group_by: Sequence[str],
) -> Answer:
    by = ["metric_time__month" if name == "metric_time" else name for name in group_by]
    assert set(columns) == {*by, *metrics}
    found: Answer = {}
    for row in rows:
        named = dict(zip(columns, map(_plain, row), strict=True))
        key = tuple(named[name] for name in by)
        assert key not in found, f"{key} comes twice"
        found[key] = {name: named[name] for name in metrics}
    return with_numbers(found)


def with_numbers(found: Answer) -> Answer:
    """An offset also gives groups that are there at one of two times only: without a number."""
    return {k: m for k, m in found.items() if any(v is not None for v in m.values())}


def _plain(value: Any) -> MetricValue:
    """Numbers as floats, times as dates; as the csv of `mf` has them, too."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return float(value)
    if value.endswith(" 00:00:00"):
        return date.fromisoformat(value[:10])
    return value
