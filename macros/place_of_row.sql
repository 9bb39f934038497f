{% macro place_of_row() -%}
    report_id || ' page ' || {{ as_text('page') }} || ' row ' || {{ as_text('row_no') }}
{%- endmacro %}
