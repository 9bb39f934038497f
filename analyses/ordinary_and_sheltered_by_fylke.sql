-- How many work in ordinary and how many in sheltered firms, by fylke? The share is
-- between two bounds.
select
    ordinary.month,
    ordinary.fylke_nb as fylke,
    ordinary.printed as ordinary,
    sheltered.printed as sheltered,
    round(100.0 * ordinary.participants_min / nullif(
        ordinary.participants_min + sheltered.participants_max, 0
    ), 1) as percent_at_least,
    round(100.0 * ordinary.participants_max / nullif(
        ordinary.participants_max + sheltered.participants_min, 0
    ), 1) as percent_at_most
from bi.bi_participants_by_current_fylke as ordinary
inner join bi.bi_participants_by_current_fylke as sheltered
    using (month, fylke_code, borders)
where ordinary.tiltak_code = 'VATIAROR' and sheltered.tiltak_code = 'VASV'
order by ordinary.month desc, percent_at_least desc nulls last, fylke asc;
