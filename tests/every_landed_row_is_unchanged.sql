-- DuckDB alone: the other engines load the same file, and count its rows
{{ config(enabled=(target.type == 'duckdb')) }}

with

reports as (

    select * from {{ ref('raw_reports') }}

),

printed_rows as (

    select * from {{ ref('raw_rows') }}

),

hashed as (

    select
        report_id,
        sha256(
            string_agg(
                {% for column in ['report_id', 'page', 'row_no', 'section', 'label',
                                  'ytd_average', 'm01', 'm02', 'm03', 'm04', 'm05', 'm06',
                                  'm07', 'm08', 'm09', 'm10', 'm11', 'm12'] -%}
                coalesce(cast({{ column }} as varchar), '')
                {{- " || chr(9) || " if not loop.last }}
                {% endfor -%}
                , chr(10)
                order by page, row_no
            )
        ) as rows_sha256

    from printed_rows

    group by report_id

)

select
    reports.report_id,
    reports.report_id
    || ' has other rows than were landed: bring the raw seeds back from a copy'
    || ' (git checkout -- seeds/raw), or run extract again if it was killed' as message

from reports

inner join hashed
    on reports.report_id = hashed.report_id

where reports.rows_sha256 is null or hashed.rows_sha256 <> reports.rows_sha256
