-- One row per break inside the landed months.
select
    name_nb,
    name_en,
    sort_order as month_no,
    series_break_note_nb,
    series_break_note_en,
    series_break_source

from marts.dim_month

where is_series_break and month > (select min(month) from marts.dim_month)

order by month
