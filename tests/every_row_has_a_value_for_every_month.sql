-- A tiltak that changed its name has a row under each, blank where the other has the
-- month: then its rows have all months together.
with

rows_resolved as (

    select * from {{ ref('int_rows_resolved') }}

),

reports as (

    select * from {{ ref('int_reports') }}

),

printed_rows as (

    select * from {{ ref('raw_rows') }}

),

checked as (

    select
        rows_resolved.report_id,
        min(rows_resolved.page) as page,
        min(rows_resolved.row_no) as row_no,
        count(
            case
                when
                    rows_resolved.ytd_average is null
                    and not rows_resolved.is_ytd_suppressed
                    then 1
            end
        ) = 0
        {%- for n in range(1, 13) %}
        and (count(printed_rows.m{{ '%02d' % n }}) > 0)
        = (max(extract(month from reports.last_month)) >= {{ n }})
        {%- endfor %} as is_complete

    from rows_resolved

    left join reports
        using (report_id)

    left join printed_rows
        using (report_id, page, row_no)

    group by
        rows_resolved.report_id,
        rows_resolved.breakdown,
        rows_resolved.tiltak_code,
        rows_resolved.member_code,
        rows_resolved.is_total

)

select
    report_id,
    page,
    row_no,
    {{ nav_tilt.place_of_row() }}
    || ' lacks an average or one of the months; land the report again' as message

from checked

where is_complete is not true
