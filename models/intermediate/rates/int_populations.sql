-- Where the people are that a line of the seed counts: on the borders of its year and
-- on those of today. A place with people who may also be in another has no population.
with

populations as (

    select
        *,
        make_date(calendar_year, 1, 1) as first_day

    from {{ ref('population') }}

),

descendants as (

    select * from {{ ref('int_kommune_descendants') }}

),

members as (

    select * from {{ ref('int_members') }}

    where breakdown = 'kommune'

),

kommune_places as (

    select * from {{ ref('int_kommune_places') }}

),

places as (

    select
        populations.calendar_year,
        populations.kommune_code,
        'of_the_month' as borders,
        kommune_places.borders_of,
        kommune_places.code

    from populations

    inner join descendants
        on
            populations.kommune_code = descendants.later_kommune_code
            and populations.borders_on >= descendants.changed_on

    inner join members
        on
            descendants.kommune_code = members.member_code
            and populations.first_day >= members.valid_from
            and populations.first_day < members.valid_to

    inner join kommune_places
        on members.member_code = kommune_places.kommune_code

    union

    select
        populations.calendar_year,
        populations.kommune_code,
        'current' as borders,
        kommune_places.borders_of,
        kommune_places.current_code as code

    from populations

    inner join kommune_places
        on populations.kommune_code = kommune_places.kommune_code

),

counted as (

    select
        *,
        count(*) over (
            partition by calendar_year, kommune_code, borders, borders_of
        ) as n_places

    from places

),

final as (

    select
        counted.calendar_year,
        counted.borders,
        counted.borders_of,
        counted.code,
        sum(populations.population_18_66) as population_18_66,
        -- of 'estimated' and 'exact'
        min(populations.population_method) as population_method

    from counted

    inner join populations
        on
            counted.calendar_year = populations.calendar_year
            and counted.kommune_code = populations.kommune_code

    group by
        counted.calendar_year, counted.borders, counted.borders_of, counted.code

    -- people counted together in several places can be divided over none of them
    having max(counted.n_places) = 1

)

select * from final
