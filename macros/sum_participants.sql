{# What counts add up to when some are hidden: never one number. See sum_participants.yml. #}
{% macro sum_participants(relation=none) -%}
    {%- if varargs or kwargs -%}
        {{ exceptions.raise_compiler_error(
            'sum_participants gives participants_known, n_suppressed, participants_min and'
            ~ ' participants_max: a sum over * is no single number, so it takes no '
            ~ (varargs | list + kwargs | list) | join(', ')
        ) }}
    {%- endif -%}
    {%- set low = (relation ~ '.' if relation else '') ~ 'participants_min' -%}
    {%- set high = (relation ~ '.' if relation else '') ~ 'participants_max' -%}
    {{ nav_tilt.sum_or_null(low) }} as participants_known,
    {{ nav_tilt.sum_or_null(high ~ ' - ' ~ low, var('suppressed_max', 3)) }} as n_suppressed,
    {{ nav_tilt.sum_or_null(low) }} as participants_min,
    {{ nav_tilt.sum_or_null(high) }} as participants_max
{%- endmacro %}

{# The sum of integers, divided without rest; null where one of them is not known. #}
{% macro sum_or_null(number, divisor=1) -%}
    case
        when count(*) = count({{ number }})
            then cast(sum({{ number }}) / {{ divisor }} as integer)
    end
{%- endmacro %}
