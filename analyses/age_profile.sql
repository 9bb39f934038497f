-- How old are the participants of each tiltak? With a star the share is a pair.
select
    ages.month,
    ages.tiltak_code,
    ages.age_group_nb as age_group,
    ages.printed as participants,
    round(100.0 * ages.participants_min / nullif(totals.participants_max, 0), 1)
        as percent_at_least,
    round(100.0 * ages.participants_max / nullif(totals.participants_min, 0), 1)
        as percent_at_most
from bi.bi_participants_by_age_group as ages
inner join bi.bi_participants_by_tiltak as totals using (month, tiltak_code)
order by ages.month desc, ages.tiltak_code asc, ages.age_group_sort_order asc;
