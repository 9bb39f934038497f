-- How is a kommune beside its neighbours? Put the codes of yours in the list.
select
    facts.month,
    kommuner.name_nb as kommune,
    facts.participants_min as at_least,
    facts.participants_max as at_most,
    facts.participants_per_1000_min as rate_at_least,
    facts.participants_per_1000_max as rate_at_most
from marts.fct_all_tiltak_by_current_kommune as facts
inner join marts.dim_kommune as kommuner using (kommune_code)
where
    facts.report_code = 'TILT170'
    and facts.borders = 'current'
    and kommune_code in ('5001', '5031', '5028', '5035')
order by facts.month asc, rate_at_least desc;
