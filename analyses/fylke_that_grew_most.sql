-- Which fylker grew most over twelve months, all tiltak together? Ranked by the least
-- that the growth can be.
select
    month,
    member_nb as fylke,
    participants_min as at_least,
    participants_max as at_most,
    change_on_year_min as growth_at_least,
    change_on_year_max as growth_at_most,
    is_comparable_on_year
from bi.bi_change
where
    breakdown = 'all_by_current_fylke'
    and report_code = 'TILT170'
    and change_on_year_min is not null
order by month desc, growth_at_least desc, fylke asc;
