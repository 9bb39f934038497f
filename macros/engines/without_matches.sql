{# Without 'g' DuckDB and PostgreSQL replace the first match alone; Spark replaces all and
   has no such flag. #}
{% macro without_matches(text, pattern) -%}
    {{ return(adapter.dispatch('without_matches', 'nav_tilt')(text, pattern)) }}
{%- endmacro %}

{% macro default__without_matches(text, pattern) -%}
    {{ nav_tilt.unsupported_engine() }}
{%- endmacro %}

{% macro duckdb__without_matches(text, pattern) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '', 'g')
{%- endmacro %}

{% macro postgres__without_matches(text, pattern) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '', 'g')
{%- endmacro %}

{% macro spark__without_matches(text, pattern) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '')
{%- endmacro %}
