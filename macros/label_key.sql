{# What a printed label is compared by: lower case a-z, æøå and digits. Line breaks, hyphens and
   the letters that fonts lose (á č đ ŋ š ŧ ž ï ö) are left out on both sides. The letters are
   spelled out because lower() depends on the server's locale. #}
{% macro label_key(label) -%}
    {{ without_matches(
        "translate(" ~ label
        ~ ", 'ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ', 'abcdefghijklmnopqrstuvwxyzæøå')",
        '[^a-zæøå0-9]'
    ) }}
{%- endmacro %}
