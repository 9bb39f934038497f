{# Dispatch silently falls back to a default: SQL of DuckDB on another engine may run there
   and give other figures. #}
{% macro unsupported_engine() -%}
    {{ exceptions.raise_compiler_error(
        'nav_tilt has SQL for DuckDB, PostgreSQL and Spark, and none for ' ~ target.type
        ~ ': add a macro ' ~ target.type ~ '__… to each file of macros/engines.'
    ) }}
{%- endmacro %}
