{# Schemas are called as in dbt_project.yml, without dbt's prefix of the target schema. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}
