{# Spark refuses a cast to varchar without a length (one such cast kept 203 nodes from being
   built): dbt's own name of the type is unlimited on each engine. #}
{% macro as_text(value) -%}
    cast({{ value }} as {{ dbt.type_string() }})
{%- endmacro %}
