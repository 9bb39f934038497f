{% macro is_printed_count(cell) -%}
    {{ nav_tilt.matches(nav_tilt.without_space(cell), '^([*]|[4-9]|[1-9][0-9]+)$') }}
{%- endmacro %}
