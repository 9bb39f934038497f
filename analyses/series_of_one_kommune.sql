-- How has one kommune developed, month by month, on today's borders?
select
    facts.month,
    tiltak.name_nb as tiltak,
    facts.participants,
    facts.participants_min,
    facts.participants_max,
    facts.observation_status
from marts.fct_participants_by_current_kommune as facts
inner join marts.dim_tiltak as tiltak on facts.tiltak_code = tiltak.tiltak_code
inner join marts.dim_kommune as kommuner on facts.kommune_code = kommuner.kommune_code
where kommuner.name_nb = 'Trondheim' and facts.borders = 'current'
order by tiltak.sort_order, facts.month;
