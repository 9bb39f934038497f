{# By code point å comes before æ and ø, and all capitals before all small letters; a server's
   locale need not be Norwegian either. #}
{% macro in_norwegian_order(name) -%}
    {{ nav_tilt.by_code_point(
        "translate(" ~ name ~ ", 'ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅæøå',"
        " 'abcdefghijklmnopqrstuvwxyz{|}{|}')"
    ) }}
{%- endmacro %}
