-- How large is the share of women? Null where the number of women or of men is hidden.
select
    women.month,
    tiltak.name_nb as tiltak,
    women.participants as women,
    men.participants as men,
    round(100.0 * women.participants / (women.participants + men.participants), 1)
        as percent_women
from marts.fct_participants_by_gender as women
inner join marts.fct_participants_by_gender as men
    on women.month = men.month
        and women.tiltak_code = men.tiltak_code
inner join marts.dim_tiltak as tiltak on women.tiltak_code = tiltak.tiltak_code
where women.gender_code = 'F' and men.gender_code = 'M'
order by tiltak.sort_order, women.month;
