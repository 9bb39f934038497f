-- How has one kommune developed, month by month, on today's borders?
select
    month,
    tiltak_nb as tiltak,
    printed as participants,
    participants_min,
    participants_max,
    observation_status
from bi.bi_participants_by_current_kommune
where kommune_nb = 'Trondheim' and borders = 'current'
order by tiltak_sort_order, month;
