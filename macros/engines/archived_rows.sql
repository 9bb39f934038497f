{# DuckDB and Spark name Parquet files in another syntax each, PostgreSQL reads none. An empty
   folder is refused first, as DuckDB's own message names no remedy. #}
{% macro archived_rows(folder) -%}
    {{ return(adapter.dispatch('archived_rows', 'nav_tilt')(folder)) }}
{%- endmacro %}

{% macro default__archived_rows(folder) -%}
    {{ nav_tilt.unsupported_engine() }}
{%- endmacro %}

{% macro duckdb__archived_rows(folder) -%}
    {% set files = (folder ~ '/*.parquet').replace("'", "''") -%}
    {% if not run_query("select file from glob('" ~ files ~ "') limit 1").rows -%}
        {{ exceptions.raise_compiler_error(
            'The archive ' ~ folder ~ ' has no reports: land some with python -m extract, or'
            ~ ' unset NAV_TILT_ARCHIVE to build from seeds/raw.'
        ) }}
    {%- endif %}
    read_parquet('{{ files }}')
{%- endmacro %}

{% macro postgres__archived_rows(folder) -%}
    {{ exceptions.raise_compiler_error(
        'PostgreSQL reads no archive of Parquet files. Build it on DuckDB: `make publish` copies'
        ~ ' the marts to the server. Or unset NAV_TILT_ARCHIVE to build from seeds/raw.'
    ) }}
{%- endmacro %}

{% macro spark__archived_rows(folder) -%}
    parquet.`{{ folder }}/*.parquet`
{%- endmacro %}
