{# dbt's own summary counts nodes; a newcomer asks what to type next. Printed at the end of a
   complete build only: while dbt parses, hooks are rendered too. Another project has dbt and
   Python by its own way, and no make targets of ours. #}
{% macro say_what_is_next(results) -%}
    {% set failed = results | selectattr('status', 'in', ['error', 'fail', 'skipped']) | list -%}
    {% set is_whole = 'model.nav_tilt.dim_tiltak' in selected_resources -%}
    {% if execute and flags.WHICH == 'build' and is_whole and not failed -%}
        {{ return(adapter.dispatch('say_what_is_next', 'nav_tilt')(project_name == 'nav_tilt')) }}
    {%- endif %}
{%- endmacro %}

{% macro default__say_what_is_next(is_ours) -%}
{%- endmacro %}

{# here `make build` says it #}
{% macro duckdb__say_what_is_next(is_ours) -%}
    {% if not is_ours -%}
        {% do print(
            "Try next: python -c \"import duckdb; duckdb.connect('" ~ target.path
            ~ "', read_only=True).sql('from marts.dim_tiltak').show()\""
        ) %}
    {%- endif %}
{%- endmacro %}

{% macro postgres__say_what_is_next(is_ours) -%}
    {% do print(
        'Try next: psql --host=' ~ target.host ~ ' --dbname=' ~ target.dbname
        ~ ' --command="select * from ' ~ nav_tilt.generate_schema_name('marts', none) | trim ~ '.dim_tiltak"'
        ~ ('; readers get what is tested by: make build && make publish' if is_ours else '')
    ) %}
{%- endmacro %}

{% macro spark__say_what_is_next(is_ours) -%}
    {% do print(
        'Try next: ' ~ ('.venv/bin/dbt' if is_ours else 'dbt') ~ ' show --target ' ~ target.name
        ~ ' --inline "select * from ' ~ nav_tilt.generate_schema_name('marts', none) | trim ~ '.dim_tiltak"'
        ~ ('; readers get what is tested by: make build && make publish' if is_ours else '')
    ) %}
{%- endmacro %}
