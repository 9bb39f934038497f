{# Whether a printed cell reads as a count or a star; null where there is no cell.
   A printed count is 4 or more: a smaller one would be something else than NAV's figure. #}
{% macro is_printed_count(cell) -%}
    {{ matches(without_space(cell), '^([*]|[4-9]|[1-9][0-9]+)$') }}
{%- endmacro %}
