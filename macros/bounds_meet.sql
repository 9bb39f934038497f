{# A figure that is missing on one side does not hold: null <> 4 passes silently. #}
{% macro bounds_meet(one, other) -%}
    coalesce(
        {{ one }}.participants_min <= {{ other }}.participants_max
        and {{ one }}.participants_max >= {{ other }}.participants_min,
        false
    )
{%- endmacro %}
