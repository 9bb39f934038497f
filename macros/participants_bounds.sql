{% macro participants_min(participants) -%}
    coalesce({{ participants }}, 0)
{%- endmacro %}

{% macro participants_max(participants) -%}
    coalesce({{ participants }}, {{ var('suppressed_max', 3) }})
{%- endmacro %}
