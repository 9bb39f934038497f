with

reports as (

    select * from {{ ref('raw_reports') }}

),

printed_rows as (

    select * from {{ ref('raw_rows') }}

),

counted as (

    select
        report_id,
        count(*) as n_rows

    from printed_rows

    group by report_id

)

select
    reports.report_id,
    reports.row_count,
    counted.n_rows,
    reports.report_id || ' has ' || coalesce(counted.n_rows, 0) || ' rows, and '
    || coalesce(reports.row_count, 0)
    || ' were landed: bring the raw seeds back from a copy (git checkout -- seeds/raw),'
    || ' or run extract again if it was killed' as message

from reports

left join counted
    on reports.report_id = counted.report_id

where reports.row_count is null or coalesce(counted.n_rows, 0) <> reports.row_count
