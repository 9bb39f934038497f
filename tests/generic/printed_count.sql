{% test printed_count(model, column_name=none, columns=none) %}

select
    report_id,
    page,
    row_no,
    {{ nav_tilt.place_of_row() }} || ': ' || case
        {%- for column in columns or [column_name] %}
        when not {{ nav_tilt.is_printed_count(column) }} then '{{ column }}'
        {%- endfor %}
    end || ' is neither a count of 4 or more nor *; land the report again' as message
from {{ model }}
where
    {%- for column in columns or [column_name] %}
    {{ 'or' if not loop.first }} not {{ nav_tilt.is_printed_count(column) }}
    {%- endfor %}

{% endtest %}
