{# A place that was split keeps its count under its old code: without the year its name is that
   of a place of today. #}
{% macro name_with_end(places, name, until) -%}
    {{ places }}.{{ name }} || case
        when participants.borders = 'former'
            then
                ' ({{ until }} '
                || {{ nav_tilt.as_text("date_part('year', " ~ places ~ '.valid_to)') }}
                || ')'
        else ''
    end
{%- endmacro %}
