{% test printed_count(model, column_name) %}

select
    report_id,
    page,
    row_no,
    {{ nav_tilt.place_of_row() }} || ': {{ column_name }} is neither a count of 4 or more nor *;'
    || ' land the report again' as message
from {{ model }}
where not {{ nav_tilt.is_printed_count(column_name) }}

{% endtest %}
