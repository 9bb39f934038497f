-- One row per break inside the landed months, series and what it concerns (`ALL`: everything). The
-- register of job seekers of April 2025 concerns the labour market status, but not of TILT170, whose
-- participants have a reduced capacity to work.
with

series as (

    select distinct report_code from marts.dim_report

),

final as (

    select
        dim_month.month,
        series.report_code,
        case
            when dim_month.month = date '2025-04-01' then 'labour_status'
            when dim_month.month = date '2024-01-01' then 'fylke'
            else 'ALL'
        end as breakdown,
        'ALL' as member_code,
        dim_month.series_break_note_nb as name_nb,
        dim_month.series_break_note_en as name_en,
        dim_month.series_break_source as source

    from marts.dim_month

    cross join series

    where
        dim_month.is_series_break
        and dim_month.month > (select min(month) from marts.dim_month)
        and not (dim_month.month = date '2025-04-01' and series.report_code = 'TILT170')

)

select * from final order by month, report_code
