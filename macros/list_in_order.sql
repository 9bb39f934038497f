{% macro list_in_order(column) -%}
    {{ return(adapter.dispatch('list_in_order')(column)) }}
{%- endmacro %}

{% macro default__list_in_order(column) -%}
    string_agg({{ column }}, ' ' order by {{ by_code_point(column) }})
{%- endmacro %}

{% macro spark__list_in_order(column) -%}
    nullif(array_join(sort_array(collect_list({{ column }})), ' '), '')
{%- endmacro %}
