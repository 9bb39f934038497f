{# A rate of a count that may be hidden: then there is none. See suppressed_rate.yml. #}
{% macro suppressed_rate(participants, base, per=1000) -%}
    cast({{ per }} * 1.0 * {{ participants }} / nullif({{ base }}, 0) as decimal(9, 3))
{%- endmacro %}
