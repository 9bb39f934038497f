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

{% macro spark__load_csv_rows(model, agate_table) -%}
    {% set types = model.config.column_types %}
    {% for rows in agate_table.rows | batch(2000) %}
        {% set sql %}
            insert into {{ this }}
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
    {{ return('') }}
{%- endmacro %}

{% macro spark_text(value) -%}
    {% if value is none -%}
        {{ return('null') }}
    {%- endif %}
    {{ return("'" ~ (value | string).replace('\\', '\\\\').replace("'", "\\'") ~ "'") }}
{%- endmacro %}
