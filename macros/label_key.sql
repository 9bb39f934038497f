{# Fonts lose letters and narrow columns break words at other places in each section: a label
   compared as printed may find no name. #}
{% macro label_key(label) -%}
    {{ nav_tilt.without_matches(
        "translate(" ~ label
        ~ ", 'ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ', 'abcdefghijklmnopqrstuvwxyzæøå')",
        '[^a-zæøå0-9]'
    ) }}
{%- endmacro %}
