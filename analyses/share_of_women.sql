-- How large is the share of women? With a star in it there is none, only its bounds.
select
    women.month,
    women.tiltak_code,
    round(
        100.0 * women.participants_min
        / nullif(women.participants_min + men.participants_max, 0), 1
    ) as percent_at_least,
    round(
        100.0 * women.participants_max
        / nullif(women.participants_max + men.participants_min, 0), 1
    ) as percent_at_most
from bi.bi_participants_by_gender as women
inner join bi.bi_participants_by_gender as men using (month, tiltak_code)
where women.gender_code = 'F' and men.gender_code = 'M'
order by women.tiltak_code, women.month;
