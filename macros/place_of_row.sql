{% macro place_of_row() -%}
    report_id || ' page ' || {{ nav_tilt.as_text('page') }} || ' row ' || {{ nav_tilt.as_text('row_no') }}
{%- endmacro %}
