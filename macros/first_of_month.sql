{% macro first_of_month(calendar_year, month_of_year) -%}
    cast(
        {{ as_text(calendar_year) }} || '-'
        || lpad({{ as_text(month_of_year) }}, 2, '0') || '-01' as date
    )
{%- endmacro %}
