-- What are the averages of the year so far, as printed, and where are they printed?
select
    averages.month,
    averages.tiltak_nb as tiltak,
    averages.printed as ytd_average,
    cells.report_id,
    cells.page,
    cells.row_no
from bi.bi_participants_ytd_average as averages
inner join bi.bi_printed_cells as cells
    using (report_id, breakdown, tiltak_code, member_code)
where
    averages.breakdown = 'tiltak'
    and cells.column_name = 'ytd_average'
    and not cells.is_repeated_total
order by averages.month, averages.tiltak_sort_order;
