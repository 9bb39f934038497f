"""How the tests of a build went, kept in the warehouse that they tested.

dbt keeps them in target/run_results.json, which its next command overwrites, whatever file
that command was for: the page could not know which tests its own figures had passed.
"""

from pathlib import Path

import duckdb
from dbt.artifacts.resources.types import NodeType
from dbt.artifacts.schemas.run import RunExecutionResult

TABLE = """
create schema if not exists audit;
create or replace table audit.audit_tests (
    test_id varchar primary key,
    test_name varchar,
    kind varchar,
    status varchar,
    ran_at timestamp
);
comment on table audit.audit_tests is
    'One row per data and unit test of the build that made this file.';
"""
KINDS = {NodeType.Test: "data", NodeType.Unit: "unit"}


def record_tests(new: Path, results: RunExecutionResult) -> None:
    """Write a line for each test that ran."""
    at = results.generated_at.replace(tzinfo=None)
    lines = [
        [
            result.node.unique_id,
            result.node.name,
            KINDS[result.node.resource_type],
            str(result.status),
            at,
        ]
        for result in results
        if result.node.resource_type in KINDS
    ]
    with duckdb.connect(str(new)) as connection:
        connection.execute(TABLE)
        if lines:
            connection.executemany(
                "insert into audit.audit_tests values (?, ?, ?, ?, ?)", lines
            )
