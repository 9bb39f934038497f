{% macro label_key(label) -%}
    {{ without_matches(
        "translate(" ~ label
        ~ ", 'ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ', 'abcdefghijklmnopqrstuvwxyzæøå')",
        '[^a-zæøå0-9]'
    ) }}
{%- endmacro %}
