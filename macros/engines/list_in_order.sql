{# Each engine has another aggregate of texts, and without an order inside it the same rows
   may give another text on the next run. #}
{% macro list_in_order(column) -%}
    {{ return(adapter.dispatch('list_in_order', 'nav_tilt')(column)) }}
{%- endmacro %}

{% macro default__list_in_order(column) -%}
    {{ nav_tilt.unsupported_engine() }}
{%- endmacro %}

{% macro duckdb__list_in_order(column) -%}
    string_agg({{ column }}, ' ' order by {{ column }})
{%- endmacro %}

{% macro postgres__list_in_order(column) -%}
    string_agg({{ column }}, ' ' order by {{ column }} collate "C")
{%- endmacro %}

{% macro spark__list_in_order(column) -%}
    nullif(array_join(sort_array(collect_list({{ column }})), ' '), '')
{%- endmacro %}
