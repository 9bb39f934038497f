{# A failing test says where in print to look, and never a figure: a count in a message could
   be one that NAV hides. #}
{% macro place_of_row() -%}
    report_id || ' page ' || {{ nav_tilt.as_text('page') }} || ' row ' || {{ nav_tilt.as_text('row_no') }}
{%- endmacro %}
