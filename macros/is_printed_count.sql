{# NAV prints `*` for 1, 2 and 3: a cell that shows one of them is damage, for example `1` of
   `14`. A pattern that takes any number would let it pass. #}
{% macro is_printed_count(cell) -%}
    {{ nav_tilt.matches(nav_tilt.without_space(cell), '^([*]|[4-9]|[1-9][0-9]+)$') }}
{%- endmacro %}
