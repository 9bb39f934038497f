{# min, max and `order by` follow the collation of a PostgreSQL server: under en_US the same
   names come in another order than on DuckDB and Spark. #}
{% macro by_code_point(text) -%}
    {{ return(adapter.dispatch('by_code_point', 'nav_tilt')(text)) }}
{%- endmacro %}

{% macro default__by_code_point(text) -%}
    {{ nav_tilt.unsupported_engine() }}
{%- endmacro %}

{% macro duckdb__by_code_point(text) -%}
    {{ text }}
{%- endmacro %}

{% macro postgres__by_code_point(text) -%}
    ({{ text }} collate "C")
{%- endmacro %}

{% macro spark__by_code_point(text) -%}
    {{ text }}
{%- endmacro %}
