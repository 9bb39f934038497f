{% macro divided(dividend, divisor) -%}
    {{ return(adapter.dispatch('divided')(dividend, divisor)) }}
{%- endmacro %}

{% macro default__divided(dividend, divisor) -%}
    (({{ dividend }}) // ({{ divisor }}))
{%- endmacro %}

{% macro postgres__divided(dividend, divisor) -%}
    (({{ dividend }}) / ({{ divisor }}))
{%- endmacro %}

{% macro spark__divided(dividend, divisor) -%}
    (({{ dividend }}) div ({{ divisor }}))
{%- endmacro %}
