{# A line of several columns as one text, to compare lines by; an empty cell keeps its place. #}
{% macro line_as_text(columns) -%}
    {%- for column in columns -%}
        coalesce({{ as_text(column) }}, ''){{ " || '/' || " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
