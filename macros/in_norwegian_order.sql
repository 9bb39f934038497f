{% macro in_norwegian_order(name) -%}
    {{ nav_tilt.by_code_point(
        "translate(" ~ name ~ ", 'ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅæøå',"
        " 'abcdefghijklmnopqrstuvwxyz{|}{|}')"
    ) }}
{%- endmacro %}
