{# One contract for three engines: Spark has neither varchar without a length nor float8. #}
{% macro engine_type(data_type) -%}
    {{ return(adapter.dispatch('engine_type', 'nav_tilt')(data_type)) }}
{%- endmacro %}

{% macro default__engine_type(data_type) -%}
    {{ nav_tilt.unsupported_engine() }}
{%- endmacro %}

{% macro duckdb__engine_type(data_type) -%}
    {{ return(data_type) }}
{%- endmacro %}

{% macro postgres__engine_type(data_type) -%}
    {{ return(data_type) }}
{%- endmacro %}

{% macro spark__engine_type(data_type) -%}
    {{ return({'varchar': 'string', 'float8': 'double'}.get(data_type, data_type)) }}
{%- endmacro %}

{# Without it dbt asks Spark for the types of the contract as they are spelled there #}
{% macro spark__get_empty_schema_sql(columns) -%}
    select
    {%- for column in columns.values() %}
        cast(null as {{ nav_tilt.engine_type(column['data_type']) }}) as {{ column['name'] }}
        {{- ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
