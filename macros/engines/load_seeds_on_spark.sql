{# dbt's own macros for seeds know neither the project's types nor an external location, and
   neither an empty cell nor a quote in a text. #}
{% macro spark__create_csv_table(model, agate_table) -%}
    {% set types = model.config.column_types %}
    {% set sql %}
        create table {{ this }} (
        {%- for column in agate_table.column_names %}
            {{ column }} {{ nav_tilt.engine_type(types[column]) }}{{ ',' if not loop.last }}
        {%- endfor %}
        )
        {{ file_format_clause() }}
        {{ location_clause() }}
        {{ comment_clause() }}
    {% endset %}
    {% do run_query(sql) %}
    {{ return(sql) }}
{%- endmacro %}

{# Batches: an insert is one text, which the driver plans. The first one overwrites, so that an
   external table which was there before keeps no row. #}
{% macro spark__load_csv_rows(model, agate_table) -%}
    {% set types = model.config.column_types %}
    {% for rows in agate_table.rows | batch(2000) %}
        {% set sql %}
            insert {{ 'overwrite' if loop.first else 'into' }} {{ this }}
            select
            {%- for column in agate_table.column_names %}
                cast({{ column }} as {{ nav_tilt.engine_type(types[column]) }}) as {{ column }}
                {{- ',' if not loop.last }}
            {%- endfor %}
            from values
            {%- for row in rows %}
                ({% for value in row %}{{ nav_tilt.spark_text(value) }}{{ ', ' if not loop.last }}{% endfor %})
                {{- ',' if not loop.last }}
            {%- endfor %}
            as printed ({{ agate_table.column_names | join(', ') }})
        {% endset %}
        {% do adapter.add_query(sql, abridge_sql_log=True) %}
    {% endfor %}
    {% do nav_tilt.refuse_lost_rows(agate_table.rows | length) %}
    {{ return('') }}
{%- endmacro %}

{# A worker whose disk the driver does not see writes its rows there, and Spark says "OK" #}
{% macro refuse_lost_rows(n_loaded) -%}
    {% set n_there = run_query('select count(*) as n from ' ~ this).columns[0].values()[0] %}
    {% if n_there != n_loaded %}
        {% set table = run_query('describe table extended ' ~ this) %}
        {% set places = [] %}
        {% for row in table.rows if row[0] == 'Location' %}{% do places.append(row[1]) %}{% endfor %}
        {{ exceptions.raise_compiler_error(
            this ~ ' has ' ~ n_there ~ ' of the ' ~ n_loaded ~ ' rows that were loaded into '
            ~ places | join ~ ': driver and workers must see one storage there. Set'
            ~ ' spark.sql.warehouse.dir or NAV_TILT_SPARK_LOCATION to a folder that they share.'
        ) }}
    {% endif %}
{%- endmacro %}

{% macro spark_text(value) -%}
    {% if value is none -%}
        {{ return('null') }}
    {%- endif %}
    {{ return("'" ~ (value | string).replace('\\', '\\\\').replace("'", "\\'") ~ "'") }}
{%- endmacro %}
