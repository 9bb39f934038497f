{# Incremental builds. A model that reads `changed_reports(ref(…))` keeps the rows of reports that
   are as they were when all was last built, and makes those of the others anew. It has a column
   report_id, and its rows come from reports of the same series and year.

   What is kept is decided in one place, by the fingerprint of a report (stg_nav__fingerprints):
   the raw rows of its series and year, and the project. The table `reports_built` has those of
   the last whole build whose tests all passed. A build puts it aside at its start and writes it
   at its end: after a build of a part, one that failed or was killed, the next builds all. #}

{% macro changed_reports(relation) -%}
    {% if model.resource_type == 'model' -%}
        {{ config(
            materialized='incremental' if builds_incrementally() else 'table',
            incremental_strategy='changed_reports',
            on_schema_change='append_new_columns'
        ) }}
    {%- endif %}
    {#- a unit test has no `this` #}
    {%- if (this and is_incremental()) or is_tested_in_part(relation) -%}
        (select * from {{ relation }} where {{ is_changed() }}) as {{ relation.identifier }}
    {%- else -%}
        {{ relation }}
    {%- endif -%}
{%- endmacro %}

{% macro builds_incrementally() -%}
    {{ return(adapter.dispatch('builds_incrementally')()) }}
{%- endmacro %}

{% macro default__builds_incrementally() -%}
    {% set usual = 'yes' if env_var('NAV_TILT_ARCHIVE', '') else 'no' -%}
    {{ return(env_var('NAV_TILT_INCREMENTAL', usual) == 'yes') }}
{%- endmacro %}

{% macro spark__builds_incrementally() -%}
    {{ return(false) }}
{%- endmacro %}

{% macro get_incremental_changed_reports_sql(arg_dict) -%}
    {% set columns = arg_dict['dest_columns'] | map(attribute='quoted') | join(', ') -%}
    delete from {{ arg_dict['target_relation'] }} where {{ is_changed() }};
    insert into {{ arg_dict['target_relation'] }} ({{ columns }})
    select {{ columns }} from {{ arg_dict['temp_relation'] }} where {{ is_changed() }}
{%- endmacro %}

{% macro is_changed() -%}
    report_id not in ({{ unchanged_reports() }})
{%- endmacro %}

{% macro unchanged_reports() -%}
    select built.report_id
    from {{ ledger('reports_built_before') }} as built
    inner join {{ ledger('stg_nav__fingerprints') }} as landed
        on built.report_id = landed.report_id and built.fingerprint = landed.fingerprint
{%- endmacro %}

{% macro ledger(name) -%}
    {{ return(api.Relation.create(
        database=target.database, schema='staging', identifier=name, type='table'
    )) }}
{%- endmacro %}

{% macro keeps_reports() -%}
    {% if not execute or not is_a_build() or not builds_incrementally() -%}
        {{ return(false) }}
    {%- endif %}
    {% if not load_relation(ledger('stg_nav__fingerprints')) -%}
        {{ return(false) }}
    {%- endif %}
    {{ return(run_query(unchanged_reports() ~ ' limit 1').rows | length > 0) }}
{%- endmacro %}

{% macro is_a_build() -%}
    {{ return(flags.WHICH in ['build', 'run', 'retry']) }}
{%- endmacro %}

{% macro should_full_refresh() -%}
    {{ return(
        flags.FULL_REFRESH
        or (model.config.materialized == 'incremental' and not keeps_reports())
    ) }}
{%- endmacro %}

{% macro is_tested_in_part(relation) -%}
    {% if not execute or model.resource_type != 'test' -%}
        {{ return(false) }}
    {%- endif %}
    {% set arguments = (model.test_metadata or {}).kwargs or {} -%}
    {% set is_incremental_model = graph.nodes.values()
        | selectattr('resource_type', 'equalto', 'model')
        | selectattr('relation_name', 'equalto', relation | string)
        | selectattr('config.materialized', 'equalto', 'incremental') | list -%}
    {{ return(
        'report_id' in arguments.get('columns', ['report_id'])
        and is_incremental_model | length > 0
        and keeps_reports()
    ) }}
{%- endmacro %}

{% macro get_where_subquery(relation) -%}
    {% set conditions = [config.get('where')] | select | list -%}
    {% if is_tested_in_part(relation) -%}
        {% do conditions.append(is_changed()) -%}
    {%- endif %}
    {{ return(
        '(select * from ' ~ relation ~ ' where (' ~ conditions | join(') and (')
        ~ ')) as dbt_subquery' if conditions else relation
    ) }}
{%- endmacro %}

{% macro open_ledger() -%}
    {% if execute and is_a_build() -%}
        {{ return(adapter.dispatch('open_ledger')()) }}
    {%- endif %}
{%- endmacro %}

{% macro default__open_ledger() -%}
    {% set built = ledger('reports_built') -%}
    create schema if not exists {{ built.schema }};
    drop table if exists {{ ledger('reports_built_before') }};
    create table {{ ledger('reports_built_before') }} as
    {% if load_relation(built) and not flags.FULL_REFRESH -%}
        select * from {{ built }}
    {%- else -%}
        select {{ as_text('null') }} as report_id, {{ as_text('null') }} as fingerprint
    {%- endif %};
    drop table if exists {{ built }}
{%- endmacro %}

{% macro spark__open_ledger() -%}
{%- endmacro %}

{% macro close_ledger(results) -%}
    {% if execute and flags.WHICH == 'build' and builds_incrementally() -%}
        {% set good = results | selectattr('status', 'in', ['success', 'pass', 'warn'])
            | map(attribute='node.unique_id') | list -%}
        {% set wanted = graph.nodes.values()
            | selectattr('resource_type', 'in', ['model', 'seed', 'test'])
            | map(attribute='unique_id') | list -%}
        {% if not wanted | reject('in', good) | list -%}
            create table {{ ledger('reports_built') }} as
            select * from {{ ledger('stg_nav__fingerprints') }}
        {%- endif %}
    {%- endif %}
{%- endmacro %}

{% macro project_fingerprint() -%}
    {% if not execute -%}
        {{ return('') }}
    {%- endif %}
    {% set engine = run_query('select version()').columns[0].values() -%}
    {% set parts = [dbt_version, engine, var('suppressed_max'), var('reader_role')] -%}
    {% for id in graph.nodes | sort -%}
        {% set node = graph.nodes[id] -%}
        {% if node.resource_type != 'seed' or node.fqn[1] == 'reference' -%}
            {% set columns = node.columns.values() | map(attribute='data_type') | list -%}
            {% do parts.extend([id, node.checksum, node.config, columns]) -%}
            {# of a seed above 1 MB dbt knows no content: then nothing is ever kept #}
            {% do parts.append(invocation_id if node.checksum.name == 'path') -%}
        {%- endif %}
    {%- endfor %}
    {% for name, macro in context['nav_tilt'] | dictsort -%}
        {% do parts.extend([name, macro.macro.macro_sql]) -%}
    {%- endfor %}
    {{ return(local_md5(parts | map('string') | join('\n'))) }}
{%- endmacro %}
