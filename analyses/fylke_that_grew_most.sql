-- Which fylker grew most over twelve months, on today's borders? Where a count is
-- hidden in either month the growth is a range without a rank: those come last.
with newest as (
    select
        tiltak_code,
        max(month) as month
    from marts.fct_participants_by_current_fylke
    group by tiltak_code
)

select
    tiltak.name_nb as tiltak,
    fylker.name_nb as fylke,
    year_before.participants as participants_then,
    facts.participants,
    facts.participants - year_before.participants as growth,
    round(
        100.0 * (facts.participants - year_before.participants)
        / nullif(year_before.participants, 0), 1
    ) as growth_percent,
    facts.participants_min - year_before.participants_max as growth_at_least,
    facts.participants_max - year_before.participants_min as growth_at_most
from marts.fct_participants_by_current_fylke as facts
inner join newest
    on facts.tiltak_code = newest.tiltak_code
        and facts.month = newest.month
inner join marts.fct_participants_by_current_fylke as year_before
    on facts.tiltak_code = year_before.tiltak_code
        and facts.fylke_code = year_before.fylke_code
        and facts.borders = year_before.borders
        and year_before.month = facts.month - interval 12 month
inner join marts.dim_fylke as fylker on facts.fylke_code = fylker.fylke_code
inner join marts.dim_tiltak as tiltak on facts.tiltak_code = tiltak.tiltak_code
order by growth desc nulls last, tiltak.sort_order asc, fylker.sort_order asc;
