{% macro is_printed_count(cell) -%}
    {{ matches(without_space(cell), '^([*]|[4-9]|[1-9][0-9]+)$') }}
{%- endmacro %}
