{# A plain `dbt run` changes tables and tests nothing: the page would still show the
   results of the build before it. #}
{% macro forget_tests() -%}
    {% if project_name == 'nav_tilt' and flags.WHICH != 'test' -%}
        {{ return(adapter.dispatch('forget_tests', 'nav_tilt')()) }}
    {%- endif %}
{%- endmacro %}

{% macro default__forget_tests() -%}
{%- endmacro %}

{% macro duckdb__forget_tests() -%}
    drop table if exists audit.audit_tests
{%- endmacro %}
