"""What the dbt model `int_disclosure` calls.

The model itself is a few lines, since code inside a dbt model can be neither typed nor tested
without dbt.
"""

from collections.abc import Mapping, Sequence

import duckdb

from tools.disclosure.audit import audit_warehouse
from tools.disclosure.figures import Warehouse
from tools.disclosure.groups import AuditRow

QUERY = """
    select
        unnest($1::varchar[]) as report_id,
        unnest($2::date[]) as month,
        unnest($3::varchar[]) as breakdown,
        unnest($4::varchar[]) as tiltak_code,
        unnest($5::integer[]) as n_suppressed,
        unnest($6::integer[]) as n_determined,
        unnest($7::integer[]) as n_narrowed,
        unnest($8::varchar[]) as audit_status
"""


def disclosure(
    models: Mapping[str, duckdb.DuckDBPyRelation],
    session: duckdb.DuckDBPyConnection,
    newest_years: object,
) -> duckdb.DuckDBPyRelation:
    """The rows of `int_disclosure`; `newest_years` is a number of years, or 'all'."""
    years = None if newest_years == "all" else int(str(newest_years))
    return as_relation(audit_warehouse(Warehouse(models.__getitem__, session), years), session)


def as_relation(
    rows: Sequence[AuditRow], session: duckdb.DuckDBPyConnection
) -> duckdb.DuckDBPyRelation:
    """The rows as a table that DuckDB can read."""
    columns = [list(column) for column in zip(*rows, strict=True)] or [[]] * 8
    return session.sql(QUERY, params=columns)
