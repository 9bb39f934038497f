{# A reader idle in a transaction made a build wait for ever, and nothing said why. #}
{% macro wait_for_readers() -%}
    {{ return(adapter.dispatch('wait_for_readers', 'nav_tilt')()) }}
{%- endmacro %}

{% macro default__wait_for_readers() -%}
{%- endmacro %}

{# The lock is kept until the new table has its place: no other session gets in between. A lock on a
   view locks its tables too, and two threads would wait for each other. #}
{% macro postgres__wait_for_readers() -%}
    do $$
    declare
        busy text;
    begin
        set local lock_timeout = '10s';
        if exists (
            select from pg_class where oid = to_regclass('{{ this }}') and relkind = 'r'
        ) then
            lock table {{ this }} in access exclusive mode;
        end if;
    exception when lock_not_available then
        select string_agg(
            'process ' || sessions.pid || ' of the user ' || sessions.usename
            || coalesce(' (' || sessions.state || ')', ''), ', ')
        into busy
        from pg_locks as locks
        inner join pg_stat_activity as sessions using (pid)
        where
            locks.relation = to_regclass('{{ this }}')
            and locks.granted
            and locks.pid <> pg_backend_pid();
        raise exception '{{ this }} is held for more than 10 seconds by %:'
            ' let it end its transaction, or select pg_terminate_backend(pid)', busy;
    end
    $$
{%- endmacro %}
