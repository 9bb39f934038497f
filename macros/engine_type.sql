{% macro engine_type(data_type) -%}
    {{ return(adapter.dispatch('engine_type')(data_type)) }}
{%- endmacro %}

{% macro default__engine_type(data_type) -%}
    {{ return(data_type) }}
{%- endmacro %}

{% macro spark__engine_type(data_type) -%}
    {{ return('string' if data_type == 'varchar' else data_type) }}
{%- endmacro %}

{% macro spark__get_empty_schema_sql(columns) -%}
    select
    {%- for column in columns.values() %}
        cast(null as {{ engine_type(column['data_type']) }}) as {{ column['name'] }}
        {{- ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
