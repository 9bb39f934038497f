{# A text that compares and sorts by code point, whatever the server's locale. For min, max and
   `order by` over names; digits and codes of one length sort alike everywhere. #}
{% macro by_code_point(text) -%}
    {{ return(adapter.dispatch('by_code_point')(text)) }}
{%- endmacro %}

{% macro default__by_code_point(text) -%}
    {{ text }}
{%- endmacro %}

{% macro postgres__by_code_point(text) -%}
    ({{ text }} collate "C")
{%- endmacro %}
