-- One row per break inside the landed months and what it concerns: `ALL` concerns everything.
select
    month,
    'ALL' as report_code,
    case
        when month = date '2025-04-01' then 'labour_status'
        when month = date '2024-01-01' then 'fylke'
        else 'ALL'
    end as breakdown,
    'ALL' as member_code,
    series_break_note_nb as name_nb,
    series_break_note_en as name_en,
    series_break_source as source

from marts.dim_month

where is_series_break and month > (select min(month) from marts.dim_month)

order by month
