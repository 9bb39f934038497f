-- How many work in ordinary and how many in sheltered firms, by fylke?
select
    ordinary.month,
    fylker.name_nb as fylke,
    ordinary.participants as ordinary,
    sheltered.participants as sheltered,
    round(
        100.0 * ordinary.participants
        / nullif(ordinary.participants + sheltered.participants, 0), 1
    ) as percent_ordinary
from marts.fct_participants_by_current_fylke as ordinary
inner join marts.fct_participants_by_current_fylke as sheltered
    using (month, fylke_code, borders)
inner join marts.dim_fylke as fylker using (fylke_code)
where ordinary.tiltak_code = 'VATIAROR' and sheltered.tiltak_code = 'VASV'
order by ordinary.month desc, percent_ordinary desc nulls last, fylker.sort_order asc;
