{# A printed cell as an integer: 10 002 (any white space between thousands) -> 10002, * -> null.
   Anything else is a cast error: the build stops rather than guess. #}
{% macro printed_count(cell) -%}
    cast(nullif({{ without_space(cell) }}, '*') as integer)
{%- endmacro %}

{# Every kind of white space is left out: space, no-break space, narrow no-break and thin space. #}
{% macro without_space(text) -%}
    translate({{ text }}, '{{ " \t\n\f\r\u00a0\u2009\u202f" }}', '')
{%- endmacro %}
