-- How large is the share of women? Where the number of women or of men is hidden there
-- is no share, only the least and the most that it can be.
select
    women.month,
    tiltak.name_nb as tiltak,
    women.participants as women,
    men.participants as men,
    round(
        100.0 * women.participants / nullif(women.participants + men.participants, 0), 1
    ) as percent_women,
    round(
        100.0 * women.participants_min
        / nullif(women.participants_min + men.participants_max, 0), 1
    ) as percent_at_least,
    round(
        100.0 * women.participants_max
        / nullif(women.participants_max + men.participants_min, 0), 1
    ) as percent_at_most
from marts.fct_participants_by_gender as women
inner join marts.fct_participants_by_gender as men
    on women.month = men.month
        and women.tiltak_code = men.tiltak_code
inner join marts.dim_tiltak as tiltak on women.tiltak_code = tiltak.tiltak_code
where women.gender_code = 'F' and men.gender_code = 'M'
order by tiltak.sort_order, women.month;
