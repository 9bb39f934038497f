{# `||` over a null is null, and two lines with an empty cell would never compare as equal. #}
{% macro line_as_text(columns) -%}
    {%- for column in columns -%}
        coalesce({{ nav_tilt.as_text(column) }}, ''){{ " || '/' || " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
