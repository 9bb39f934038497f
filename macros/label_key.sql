{# What a printed label is compared by: lower case a-z, æøå and digits. Line breaks, hyphens and
   the letters that fonts lose (á č đ ŋ š ŧ ž ï ö) are left out on both sides. #}
{% macro label_key(label) -%}
    {{ return(adapter.dispatch('label_key')(label)) }}
{%- endmacro %}

{% macro default__label_key(label) -%}
    regexp_replace(lower({{ label }}), '[^a-zæøå0-9]', '', 'g')
{%- endmacro %}
