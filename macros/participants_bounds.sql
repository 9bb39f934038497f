{# The bounds of a star are written once: a model with a 0 and a 3 of its own would continue
   with them where the variable changes. #}
{% macro participants_min(participants) -%}
    coalesce({{ participants }}, 0)
{%- endmacro %}

{% macro participants_max(participants) -%}
    coalesce({{ participants }}, {{ var('suppressed_max', 3) }})
{%- endmacro %}
