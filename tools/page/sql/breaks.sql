-- One row per break inside the landed months, and what it concerns: a series, a breakdown and a
-- member, `ALL` for all of them.
select
    month,
    report_code,
    breakdown,
    member_code,
    name_nb,
    name_en,
    note_source as source

from marts.dim_series_break

where
    report_code in (select report_code from marts.dim_report)
    and month > (select min(month) from marts.dim_month)
    and month <= (select max(month) from marts.dim_month)

order by sort_order
