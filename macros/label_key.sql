{% macro label_key(label) -%}
    {{ nav_tilt.without_matches(
        "translate(" ~ label
        ~ ", 'ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ', 'abcdefghijklmnopqrstuvwxyzæøå')",
        '[^a-zæøå0-9]'
    ) }}
{%- endmacro %}
