{% macro grant_to_readers() -%}
    {% if project_name == 'nav_tilt' -%}
        {{ return(adapter.dispatch('grant_to_readers', 'nav_tilt')(
            var('reader_role', 'nav_tilt_reader')
        )) }}
    {%- endif %}
{%- endmacro %}

{% macro default__grant_to_readers(role) -%}
{%- endmacro %}

{% macro postgres__grant_to_readers(role) -%}
    do $$
    begin
        if not exists (select from pg_roles where rolname = '{{ role }}') then
            create role {{ role }} nologin;
        end if;
    end
    $$;
    {% for schema in ['marts', 'bi', 'reference'] -%}
        create schema if not exists {{ schema }};
        grant usage on schema {{ schema }} to {{ role }};
        grant select on all tables in schema {{ schema }} to {{ role }};
        alter default privileges in schema {{ schema }} grant select on tables to {{ role }};
    {% endfor %}
{%- endmacro %}
