{# The three engines spell the same test by a function, an operator and a keyword. #}
{% macro matches(text, pattern) -%}
    {{ return(adapter.dispatch('matches', 'nav_tilt')(text, pattern)) }}
{%- endmacro %}

{% macro default__matches(text, pattern) -%}
    {{ nav_tilt.unsupported_engine() }}
{%- endmacro %}

{% macro duckdb__matches(text, pattern) -%}
    regexp_matches({{ text }}, '{{ pattern }}')
{%- endmacro %}

{% macro postgres__matches(text, pattern) -%}
    ({{ text }} ~ '{{ pattern }}')
{%- endmacro %}

{% macro spark__matches(text, pattern) -%}
    ({{ text }} rlike '{{ pattern }}')
{%- endmacro %}
