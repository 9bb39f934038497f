-- One row per tiltak of the latest month: the rate of the whole country, persons of unknown
-- address included. Null where a count is hidden or the population of a fylke is unknown.
with

populations as (

    select
        month,
        tiltak_code,
        sum(population_18_66) as population_18_66

    from marts.fct_participants_per_1000_by_current_fylke

    where fylke_code not in ('97', '99')

    group by month, tiltak_code

    having count(*) = count(population_18_66)

)

select
    participants.tiltak_code,
    round(1000.0 * participants.participants / populations.population_18_66, 2) as rate

from marts.fct_participants_by_tiltak as participants

inner join latest_tiltak
    on
        participants.tiltak_code = latest_tiltak.tiltak_code
        and participants.month = latest_tiltak.month

inner join populations
    on
        participants.tiltak_code = populations.tiltak_code
        and participants.month = populations.month
