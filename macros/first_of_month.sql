{# The first day of a month from the numbers of its year and month. #}
{% macro first_of_month(calendar_year, month_of_year) -%}
    cast(
        cast({{ calendar_year }} as varchar) || '-'
        || lpad(cast({{ month_of_year }} as varchar), 2, '0') || '-01' as date
    )
{%- endmacro %}
