{# SQL's own sum reads a star as 0, and most users never see dbt's macros: so the file and the
   server have functions that any client can call. See create_sql_functions.yml. #}
{% macro create_sql_functions() -%}
    {{ return(adapter.dispatch('create_sql_functions', 'nav_tilt')(
        nav_tilt.generate_schema_name('marts', none)
    )) }}
{%- endmacro %}

{% macro default__create_sql_functions(schema) -%}
    {{ nav_tilt.unsupported_engine() }}
{%- endmacro %}

{# A DuckDB macro is an expression: it takes neither FILTER nor OVER. `| 0` takes integers
   alone: a sum of rates is refused. A typed argument needs a newer storage version than the
   file of another project may have. #}
{% macro duckdb__create_sql_functions(schema) -%}
    create schema if not exists {{ schema }};
    create or replace macro {{ schema }}.sum_or_null(counts) as
        {{ nav_tilt.sum_or_null('(counts | 0)') }};
    create or replace macro {{ schema }}.rate_or_null(counts, base) as
        {{ nav_tilt.suppressed_rate('sum((counts | 0))', 'sum((base | 0))') }};
{%- endmacro %}

{# Aggregates, as a function of SQL cannot be one. The state of a sum is null from the first
   count that is, and counts its rows. tools/publish runs this macro too. #}
{% macro postgres__create_sql_functions(schema) -%}
    create schema if not exists {{ schema }};
    create or replace function {{ schema }}.add_if_known(sums bigint[], counts bigint, base bigint)
        returns bigint[] language sql immutable
        return array[sums[1] + counts, sums[2] + base, sums[3] + 1];
    create or replace function {{ schema }}.add_if_known(sums bigint[], counts bigint)
        returns bigint[] language sql immutable
        return array[sums[1] + counts, null, sums[3] + 1];
    create or replace function {{ schema }}.as_sum(sums bigint[])
        returns integer language sql immutable
        return case when sums[3] > 0 then sums[1] end;
    create or replace function {{ schema }}.as_rate(sums bigint[])
        returns float8 language sql immutable
        return cast(
            (2000000 * sums[1] + sums[2]) / nullif(2 * sums[2], 0) as float8
        ) / 1000;
    create or replace aggregate {{ schema }}.sum_or_null(bigint) (
        sfunc = {{ schema }}.add_if_known,
        stype = bigint[],
        initcond = '{0,0,0}',
        finalfunc = {{ schema }}.as_sum
    );
    create or replace aggregate {{ schema }}.rate_or_null(bigint, bigint) (
        sfunc = {{ schema }}.add_if_known,
        stype = bigint[],
        initcond = '{0,0,0}',
        finalfunc = {{ schema }}.as_rate
    );
{%- endmacro %}

{# Spark keeps no macros, and its functions of SQL are no aggregates. #}
{% macro spark__create_sql_functions(schema) -%}
{%- endmacro %}
