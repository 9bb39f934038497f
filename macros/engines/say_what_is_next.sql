{# dbt's own summary counts nodes; a newcomer asks what to type next. Printed at the end of a
   complete build only: while dbt parses, hooks are rendered too. #}
{% macro say_what_is_next(results) -%}
    {% set failed = results | selectattr('status', 'in', ['error', 'fail', 'skipped']) | list -%}
    {% set is_whole = 'model.nav_tilt.dim_tiltak' in selected_resources -%}
    {% if execute and flags.WHICH == 'build' and is_whole and not failed -%}
        {{ return(adapter.dispatch('say_what_is_next', 'nav_tilt')()) }}
    {%- endif %}
{%- endmacro %}

{# DuckDB: `make build` says it #}
{% macro default__say_what_is_next() -%}
{%- endmacro %}

{% macro postgres__say_what_is_next() -%}
    {% do print(
        'Try next: psql --host=' ~ target.host ~ ' --dbname=' ~ target.dbname
        ~ ' --command="select * from ' ~ nav_tilt.generate_schema_name('marts', none) | trim ~ '.dim_tiltak"'
        ~ '; readers get what is tested by: make build && make publish'
    ) %}
{%- endmacro %}

{% macro spark__say_what_is_next() -%}
    {% do print(
        'Try next: .venv/bin/dbt show --target ' ~ target.name
        ~ ' --inline "select * from ' ~ nav_tilt.generate_schema_name('marts', none) | trim ~ '.dim_tiltak"'
        ~ '; readers get what is tested by: make build && make publish'
    ) %}
{%- endmacro %}
