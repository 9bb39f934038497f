-- Which fylker grew most over twelve months? Only fylker whose count is known in both
-- months are ranked: growth from or to a hidden count is not a number.
with newest as (
    select max(month) as month
    from marts.fct_participants_by_current_fylke
)

select
    tiltak.name_nb as tiltak,
    fylker.name_nb as fylke,
    year_before.participants as participants_then,
    facts.participants,
    facts.participants - year_before.participants as growth
from marts.fct_participants_by_current_fylke as facts
inner join newest on facts.month = newest.month
inner join marts.fct_participants_by_current_fylke as year_before
    on facts.tiltak_code = year_before.tiltak_code
        and facts.fylke_code = year_before.fylke_code
        and facts.borders = year_before.borders
        and year_before.month = facts.month - interval 12 month
inner join marts.dim_fylke as fylker on facts.fylke_code = fylker.fylke_code
inner join marts.dim_tiltak as tiltak on facts.tiltak_code = tiltak.tiltak_code
where facts.participants is not null and year_before.participants is not null
order by growth desc, tiltak.sort_order asc, fylker.sort_order asc;
