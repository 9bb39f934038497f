-- In the years of the seed: on today's borders always, on those of the month where all
-- is exact. What was split is the exception: without shares nobody knows.
with

populations as (

    select
        calendar_year,
        min(population_method) as population_method

    from {{ ref('population') }}

    group by calendar_year

),

rates as (

    select * from {{ ref('int_participants_per_1000') }}

)

select
    rates.month,
    rates.borders_of,
    rates.code,
    rates.borders_of || ' ' || rates.code || ' has no population in '
    || {{ nav_tilt.as_text('rates.month') }}
    || '; see seeds/reference/population.csv' as message

from rates

inner join populations
    on extract(year from rates.month) = populations.calendar_year

where
    rates.population_18_66 is null
    and rates.observation_status <> 'not_comparable'
    and rates.code not in ('97', '99', '2100', '9999')
    and (rates.borders = 'current' or populations.population_method = 'exact')
