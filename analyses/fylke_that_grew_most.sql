-- Which fylker grew most over twelve months, all tiltak together? Ranked by the least
-- that the growth can be.
select
    facts.month,
    fylker.name_nb as fylke,
    facts.participants_min as at_least,
    facts.participants_max as at_most,
    facts.change_on_year_min as growth_at_least,
    facts.change_on_year_max as growth_at_most,
    facts.is_comparable_on_year
from marts.fct_change as facts
inner join marts.dim_fylke as fylker on facts.member_code = fylker.fylke_code
where
    facts.breakdown = 'all_by_current_fylke'
    and facts.report_code = 'TILT170'
    and facts.change_on_year_min is not null
order by facts.month desc, growth_at_least desc, fylker.sort_order_by_name asc;
