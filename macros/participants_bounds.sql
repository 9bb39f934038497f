{# The least and the most that a count can be: itself, or 0 to 3 behind a star. #}
{% macro participants_min(participants) -%}
    coalesce({{ participants }}, 0)
{%- endmacro %}

{% macro participants_max(participants) -%}
    coalesce({{ participants }}, {{ var('suppressed_max') }})
{%- endmacro %}
