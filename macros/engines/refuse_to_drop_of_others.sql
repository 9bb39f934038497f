{# A build silently dropped the views of others, as dbt replaces a table with `cascade`. #}
{% macro refuse_to_drop_of_others() -%}
    {{ return(adapter.dispatch('refuse_to_drop_of_others', 'nav_tilt')()) }}
{%- endmacro %}

{% macro default__refuse_to_drop_of_others() -%}
{%- endmacro %}

{# dbt drops with `cascade` what it replaces; what dbt makes itself, it recreates #}
{% macro postgres__refuse_to_drop_of_others() -%}
    {% if not execute %}{{ return('') }}{% endif -%}
    {% set replaced = [] -%}
    {% set made_by_dbt = [] -%}
    {% for node in graph.nodes.values() if node.resource_type in ['model', 'seed', 'snapshot'] -%}
        {% set name = adapter.quote(node.schema) ~ '.' ~ adapter.quote(node.alias) -%}
        {% do made_by_dbt.append(name) -%}
        {% do replaced.append(name) if node.unique_id in selected_resources -%}
    {% endfor -%}
    {% set found = run_query(nav_tilt.what_depends_on(replaced, made_by_dbt)) -%}
    {% set others = found.columns['dependent'].values() -%}
    {% if others -%}
        {{ exceptions.raise_compiler_error(
            'PostgreSQL is unchanged. The build would drop what others made: ' ~ others | join(', ')
            ~ '. Drop it and create it again after the build, or let it read the schema marts,'
            ~ ' which make publish fills.'
        ) }}
    {%- endif %}
{%- endmacro %}

{# Views by their rules; functions, foreign keys and the like directly #}
{% macro what_depends_on(replaced, made_by_dbt) -%}
    with replaced as (
        select pg_class.oid, pg_class.reltype
        from unnest(array[{{ nav_tilt.as_literals(replaced) }}]::text[]) as named (relation)
        inner join pg_class on pg_class.oid = to_regclass(named.relation)
    ),

    made_by_dbt as (
        select to_regclass(named.relation)::oid as oid
        from unnest(array[{{ nav_tilt.as_literals(made_by_dbt) }}]::text[]) as named (relation)
    )

    select distinct
        case
            when rules.oid is null
                then pg_describe_object(needs.classid, needs.objid, 0)
            else pg_describe_object('pg_class'::regclass, rules.ev_class, 0)
        end || ' on ' || replaced.oid::regclass as dependent
    from pg_depend as needs
    inner join replaced
        on
            (needs.refclassid = 'pg_class'::regclass and needs.refobjid = replaced.oid)
            or (needs.refclassid = 'pg_type'::regclass and needs.refobjid = replaced.reltype)
    left join pg_rewrite as rules
        on needs.classid = 'pg_rewrite'::regclass and needs.objid = rules.oid
    left join pg_constraint as keys
        on needs.classid = 'pg_constraint'::regclass and needs.objid = keys.oid
    where
        needs.deptype = 'n'
        and not exists (
            select from made_by_dbt
            where made_by_dbt.oid in (rules.ev_class, keys.conrelid)
        )
    order by dependent
{%- endmacro %}

{% macro as_literals(names) -%}
    {% for name in names %}{{ dbt.string_literal(name) }}{{ ', ' if not loop.last }}{% endfor %}
{%- endmacro %}
