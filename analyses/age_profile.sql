-- How old are the participants of each tiltak?
select
    facts.month,
    facts.tiltak_code,
    ages.name_nb as age_group,
    facts.participants,
    round(100.0 * facts.participants / totals.participants, 1) as percent_of_all
from marts.fct_participants_by_age_group as facts
inner join marts.fct_participants_by_tiltak as totals using (month, tiltak_code)
inner join marts.dim_age_group as ages using (age_group_code)
order by facts.month desc, facts.tiltak_code asc, ages.sort_order asc;
