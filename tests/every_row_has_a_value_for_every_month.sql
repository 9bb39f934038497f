with

printed_rows as (

    select * from {{ ref('stg_nav__rows') }}

),

reports as (

    select * from {{ ref('stg_nav__reports') }}

),

cells as (

    select * from {{ ref('stg_nav__cells') }}

),

months as (

    select
        report_id,
        page,
        row_no,
        count(*) as n_months,
        max(month) as last_month

    from cells

    group by report_id, page, row_no

),

compared as (

    select
        printed_rows.report_id,
        printed_rows.page,
        printed_rows.row_no,
        coalesce(
            months.last_month = reports.last_month
            and months.n_months = extract(month from reports.last_month)
            and (
                printed_rows.ytd_average is not null or printed_rows.is_ytd_suppressed
            ),
            false
        ) as is_complete

    from printed_rows

    left join reports
        on printed_rows.report_id = reports.report_id

    left join months
        on
            printed_rows.report_id = months.report_id
            and printed_rows.page = months.page
            and printed_rows.row_no = months.row_no

)

select
    report_id,
    page,
    row_no,
    {{ place_of_row() }}
    || ' lacks an average or one of the months; land the report again' as message

from compared

where not is_complete
