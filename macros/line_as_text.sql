{% macro line_as_text(columns) -%}
    {%- for column in columns -%}
        coalesce({{ nav_tilt.as_text(column) }}, ''){{ " || '/' || " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
