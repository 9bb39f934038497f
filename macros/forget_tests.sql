{% macro forget_tests() -%}
    {% if project_name == 'nav_tilt' -%}
        {{ return(adapter.dispatch('forget_tests', 'nav_tilt')()) }}
    {%- endif %}
{%- endmacro %}

{% macro default__forget_tests() -%}
{%- endmacro %}

{% macro duckdb__forget_tests() -%}
    drop table if exists audit.audit_tests
{%- endmacro %}
