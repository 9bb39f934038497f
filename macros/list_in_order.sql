{# The values of a group as one text, sorted, with a space between. #}
{% macro list_in_order(column) -%}
    {{ return(adapter.dispatch('list_in_order')(column)) }}
{%- endmacro %}

{% macro default__list_in_order(column) -%}
    string_agg({{ column }}, ' ' order by {{ column }})
{%- endmacro %}
