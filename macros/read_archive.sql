{# A post-hook of the seeds and no model: every model reads the same ref(), whether rows
   come from a CSV or from an archive, and lineage stays as dbt draws it. #}
{% macro read_archive(distinct_lines=false) -%}
    {% set folder = env_var('NAV_TILT_ARCHIVE', '') -%}
    {% if folder and execute -%}
        {% do adapter.truncate_relation(this) %}
        insert into {{ this }}
        select {{ "distinct" if distinct_lines }}
        {%- for name, type in model.config.column_types.items() %}
            cast({{ name }} as {{ nav_tilt.engine_type(type) }}) as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
        from {{ nav_tilt.archived_rows(folder) }}
    {%- endif %}
{%- endmacro %}
