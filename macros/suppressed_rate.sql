{# A rate of a count that may be hidden: then there is none. See suppressed_rate.yml.
   Counted in whole thousandths, half rounded up, so that engines round alike. #}
{% macro suppressed_rate(participants, base, per=1000) -%}
    cast(
        0.001 * cast({{ divided(
            2000 * per ~ ' * cast(' ~ participants ~ ' as bigint) + ' ~ base,
            'nullif(2 * (' ~ base ~ '), 0)'
        ) }} as integer) as decimal(9, 3)
    )
{%- endmacro %}
