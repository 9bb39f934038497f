-- One row per printed number instead of one per printed row: the months are columns
-- there. Their year is that of the report's period.
with

printed_rows as (

    select * from {{ ref('raw_rows') }}

),

reports as (

    select * from {{ ref('raw_reports') }}

),

months_of_year as (

    select * from {{ ref('months_of_year') }}

),

unpivoted as (

    select
        printed_rows.report_id,
        printed_rows.page,
        printed_rows.row_no,
        make_date(
            cast(left(reports.period_from, 4) as integer),
            months_of_year.month_of_year,
            1
        ) as month,
        -- no `unpivot`: PostgreSQL has none, and Spark writes it in another way
        case months_of_year.month_of_year
            when 1 then printed_rows.m01
            when 2 then printed_rows.m02
            when 3 then printed_rows.m03
            when 4 then printed_rows.m04
            when 5 then printed_rows.m05
            when 6 then printed_rows.m06
            when 7 then printed_rows.m07
            when 8 then printed_rows.m08
            when 9 then printed_rows.m09
            when 10 then printed_rows.m10
            when 11 then printed_rows.m11
            when 12 then printed_rows.m12
        end as printed

    from printed_rows

    inner join reports
        on printed_rows.report_id = reports.report_id

    cross join months_of_year

),

final as (

    select
        report_id,
        page,
        row_no,
        month,
        printed,
        {{ nav_tilt.printed_count('printed') }} as participants,
        {{ nav_tilt.without_space('printed') }} = '*' as is_suppressed

    from unpivoted

    where printed is not null

)

select * from final
