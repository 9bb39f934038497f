{% macro summarise_build(results) %}
    {% if execute %}
        {% set failed = results | selectattr('status', 'in', ['error', 'fail', 'skipped'])
            | list %}
        {% set tests = results | selectattr('node.resource_type', 'in', ['test', 'unit_test'])
            | list %}
        {% set built = {} %}
        {% for result in results %}
            {% do built.update({result.node.name: result.node.relation_name}) %}
        {% endfor %}
        {% if tests and not failed
            and 'audit_disclosure' in built and 'fct_participants_by_tiltak' in built %}
            {% for row in run_query(build_summary(built)).rows %}
                {% do print('%-16s %10s  %s' | format(row[2], spaced_count(row[3]), row[4])) %}
            {% endfor %}
            {% do print('%-16s %10s' | format('Tests passed', tests | length)) %}
            {% do print('\nTry next:\n  ' ~ first_query()
                ~ '\n  .venv/bin/python -m extract REPORT.pdf && make build') %}
        {% endif %}
    {% endif %}
{% endmacro %}

{% macro build_summary(built) %}
    select
        1 as block,
        1 as position,
        'Reports landed' as subject,
        sort_order as number,
        'newest: ' || report_id as remark
    from {{ built['dim_report'] }}
    where sort_order = (select max(sort_order) from {{ built['dim_report'] }})

    union all

    select
        2 as block,
        1 as position,
        'Months' as subject,
        count(*) as number,
        'from ' || {{ as_text('min(month)') }} || ' to ' || {{ as_text('max(month)') }}
            as remark
    from {{ built['dim_month'] }}

    union all

    select
        3 as block,
        1 as position,
        totals.report_code as subject,
        totals.participants as number,
        'participants in ' || months.name_nb as remark
    from {{ built['fct_participants_by_report'] }} as totals
    inner join {{ built['dim_month'] }} as months
        on totals.month = months.month
    where months.sort_order = (select max(sort_order) from {{ built['dim_month'] }})

    union all

    select
        4 as block,
        tiltak.sort_order as position,
        '  ' || tiltak.tiltak_code as subject,
        facts.participants as number,
        tiltak.name_nb as remark
    from {{ built['fct_participants_by_tiltak'] }} as facts
    inner join {{ built['dim_tiltak'] }} as tiltak
        on facts.tiltak_code = tiltak.tiltak_code
    where facts.month = (select max(month) from {{ built['dim_month'] }})

    union all

    select
        5 as block,
        1 as position,
        'Suppressed cells' as subject,
        count(*) as number,
        'printed as *, 0 to 3' as remark
    from {{ built['int_cells_newest'] }}
    where observation_status = 'suppressed'

    union all

    select
        6 as block,
        1 as position,
        'Not listed' as subject,
        count(distinct kommune_code) as number,
        'kommuner without a row in some month' as remark
    from {{ built['fct_participants_by_kommune'] }}
    where observation_status = 'not_listed'

    order by block, position, subject
{% endmacro %}

{% macro spaced_count(count) %}
    {{ return('*' if count is none else '{:,}'.format(count | int).replace(',', ' ')) }}
{% endmacro %}

{% macro first_query() -%}
    {{ return(adapter.dispatch('first_query')('select * from marts.fct_participants_by_fylke')) }}
{%- endmacro %}

{% macro default__first_query(sql) -%}
    .venv/bin/python -c "import duckdb; duckdb.connect('nav_tilt.duckdb').sql('{{ sql }}').show()"
{%- endmacro %}

{% macro postgres__first_query(sql) -%}
    psql --host={{ target.host }} --port={{ target.port }} --dbname={{ target.dbname }} --command='{{ sql }}'
{%- endmacro %}

{% macro spark__first_query(sql) -%}
    spark-sql -e '{{ sql }}'
{%- endmacro %}
