-- In which fylker is the rate above that of the country for sure, and where below?
select
    facts.month,
    fylker.name_nb as fylke,
    facts.participants_per_1000_min as at_least,
    facts.participants_per_1000_max as at_most,
    country.participants_per_1000 as country,
    case
        when facts.participants_per_1000_min > country.participants_per_1000
            then 'above'
        when facts.participants_per_1000_max < country.participants_per_1000
            then 'below'
        else 'not certain'
    end as against_the_country
from marts.fct_all_tiltak_by_current_fylke as facts
inner join marts.fct_all_tiltak as country using (month, report_code)
inner join marts.dim_fylke as fylker using (fylke_code)
where facts.participants_per_1000_min is not null and facts.report_code = 'TILT170'
order by facts.month desc, at_least desc;
