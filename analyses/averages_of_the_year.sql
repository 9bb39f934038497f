-- What are the averages of the year so far, as printed, and where are they printed?
select
    facts.month,
    tiltak.name_nb as tiltak,
    facts.ytd_average,
    cells.report_id,
    cells.page,
    cells.row_no
from marts.fct_participants_ytd_average as facts
inner join marts.dim_tiltak as tiltak using (tiltak_code)
inner join marts.fct_printed_cells as cells
    using (report_id, breakdown, tiltak_code, member_code)
where
    facts.breakdown = 'tiltak'
    and cells."column" = 'ytd_average'
    and not cells.is_repeated_total
order by facts.month, tiltak.sort_order;
