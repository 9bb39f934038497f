-- One row per place of today and year, the country as `NO`: inhabitants of 18 to 66 on 1 January.
select
    case when breakdown = 'all' then 'NO' else member_code end as code,
    calendar_year,
    population_18_66,
    population_method = 'estimated' as is_estimated

from marts.fct_population

where breakdown in ('all', 'current_fylke', 'current_kommune')

order by code, calendar_year
