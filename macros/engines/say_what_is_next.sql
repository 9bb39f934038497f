{% macro say_what_is_next(results) -%}
    {% set failed = results | selectattr('status', 'in', ['error', 'fail', 'skipped']) | list -%}
    {% if execute and flags.WHICH == 'build' and project_name == 'nav_tilt' and not failed -%}
        {{ return(adapter.dispatch('say_what_is_next', 'nav_tilt')()) }}
    {%- endif %}
{%- endmacro %}

{# DuckDB: `make build` says it #}
{% macro default__say_what_is_next() -%}
{%- endmacro %}

{% macro postgres__say_what_is_next() -%}
    {% do print(
        'Try next: psql --host=' ~ target.host ~ ' --dbname=' ~ target.dbname
        ~ ' --command="select * from ' ~ target.schema ~ '_marts.dim_tiltak"'
        ~ '; readers get what is tested by: make build && make publish'
    ) %}
{%- endmacro %}

{% macro spark__say_what_is_next() -%}
    {% do print(
        'Try next: .venv/bin/dbt show --target ' ~ target.name
        ~ ' --inline "select * from ' ~ target.schema ~ '_marts.dim_tiltak"'
        ~ '; readers get what is tested by: make build && make publish'
    ) %}
{%- endmacro %}
