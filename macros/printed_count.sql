{# A strict cast on purpose: try_cast would make a null of what it cannot read, and a null
   here means a star. #}
{% macro printed_count(cell) -%}
    cast(nullif({{ nav_tilt.without_space(cell) }}, '*') as integer)
{%- endmacro %}

{% macro without_space(text) -%}
    translate({{ text }}, '{{ " \t\n\f\r\u00a0\u2009\u202f" }}', '')
{%- endmacro %}
