{% macro unsupported_engine() -%}
    {{ exceptions.raise_compiler_error(
        'nav_tilt has SQL for DuckDB, PostgreSQL and Spark, and none for ' ~ target.type
        ~ ': add a macro ' ~ target.type ~ '__… to each file of macros/engines.'
    ) }}
{%- endmacro %}
