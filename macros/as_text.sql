{# A value as text, in what the engine calls an unlimited varchar. #}
{% macro as_text(value) -%}
    cast({{ value }} as {{ dbt.type_string() }})
{%- endmacro %}
