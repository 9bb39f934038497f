{# In a DuckDB file `main_marts` is noise, on a
   shared server the prefix is what keeps two users out of each other's tables. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if target.type == 'duckdb' -%}
        {{ custom_schema_name or target.schema }}
    {%- else -%}
        {{ default__generate_schema_name(custom_schema_name, node) }}
    {%- endif -%}
{%- endmacro %}
