{% test printed_count(model, column_name=none, columns=none) %}

-- millions of cells print some thousand texts: each is read once
with

texts as (
{% for column in columns or [column_name] %}
    {{ 'union' if not loop.first }} select {{ column }} as printed from {{ model }}
{%- endfor %}

),

wrong as (

    select printed from texts

    where not {{ nav_tilt.is_printed_count('printed') }}

)

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
    {{ 'or' if not loop.first }} {{ column }} in (select printed from wrong)
    {%- endfor %}

{% endtest %}
