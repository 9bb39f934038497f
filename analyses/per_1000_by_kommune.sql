-- How many participants per 1,000 inhabitants has each kommune, all tiltak together?
-- Over stars the rate is between two bounds.
select
    facts.month,
    kommuner.name_nb as kommune,
    facts.participants_per_1000 as rate,
    facts.participants_per_1000_min as rate_at_least,
    facts.participants_per_1000_max as rate_at_most,
    facts.n_suppressed
from marts.fct_all_tiltak_by_current_kommune as facts
inner join marts.dim_kommune as kommuner on facts.kommune_code = kommuner.kommune_code
where facts.report_code = 'TILT170' and facts.participants_per_1000_min is not null
order by facts.month desc, rate_at_least desc, kommuner.sort_order_by_name asc;
