{# Where a row stands, for the messages of tests: TILT170_2026-02-02 page 3 row 7. #}
{% macro place_of_row() -%}
    report_id || ' page ' || {{ as_text('page') }} || ' row ' || {{ as_text('row_no') }}
{%- endmacro %}
