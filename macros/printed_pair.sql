{# One expression for fourteen views: a pair that one of them wrote otherwise would say
   more, or less, of the same star. #}
{% macro printed_pair(counts) -%}
    case
        when {{ counts }}.participants_min is null then '–'
        when {{ counts }}.participants_min = {{ counts }}.participants_max
            then {{ nav_tilt.as_text(counts ~ '.participants_min') }}
        when {{ counts }}.participants_max = {{ var('suppressed_max', 3) }} then '*'
        else
            {{ nav_tilt.as_text(counts ~ '.participants_min') }}
            || '–' || {{ nav_tilt.as_text(counts ~ '.participants_max') }}
    end
{%- endmacro %}
