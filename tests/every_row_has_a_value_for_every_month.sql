-- A tiltak that changed its name has a row under each, blank where the other has the
-- month: then its rows have all months together.
with

rows_resolved as (

    select * from {{ ref('int_rows_resolved') }}

),

reports as (

    select * from {{ ref('int_reports') }}

),

cells as (

    select * from {{ ref('stg_nav__cells') }}

),

cells_printed as (

    select * from {{ ref('int_cells_printed') }}

),

months_of_row as (

    select
        report_id,
        page,
        row_no,
        count(*) as n_months,
        max(month) as last_month

    from cells

    group by report_id, page, row_no

),

months_of_member as (

    select
        report_id,
        breakdown,
        tiltak_code,
        member_code,
        is_total,
        count(*) as n_months,
        max(month) as last_month

    from cells_printed

    group by report_id, breakdown, tiltak_code, member_code, is_total

),

compared as (

    select
        rows_resolved.report_id,
        rows_resolved.page,
        rows_resolved.row_no,
        rows_resolved.ytd_average is null
        and not rows_resolved.is_ytd_suppressed as lacks_average,
        extract(month from reports.last_month) as n_months,
        reports.last_month,
        coalesce(months_of_member.n_months, months_of_row.n_months) as n_printed,
        coalesce(months_of_member.last_month, months_of_row.last_month)
            as last_printed

    from rows_resolved

    left join reports
        using (report_id)

    left join months_of_row
        using (report_id, page, row_no)

    left join months_of_member
        using (report_id, breakdown, tiltak_code, member_code, is_total)

)

select
    report_id,
    page,
    row_no,
    {{ nav_tilt.place_of_row() }}
    || ' lacks an average or one of the months; land the report again' as message

from compared

where (
    not lacks_average and n_printed = n_months and last_printed = last_month
) is not true
