with

populations as (

    select * from {{ ref('population') }}

),

descendants as (

    select * from {{ ref('int_kommune_descendants') }}

),

successors as (

    select * from {{ ref('int_kommune_successors') }}

),

members as (

    select * from {{ ref('int_members') }}

    where breakdown = 'kommune'

),

years as (

    select distinct
        calendar_year,
        {{ first_of_month('calendar_year', '1') }} as first_day

    from populations

),

-- where the people that a line of the seed counts are: on the borders of that day ...
places_of_the_year as (

    select
        populations.calendar_year,
        populations.kommune_code as counted_code,
        members.member_code as kommune_code

    from populations

    inner join years
        on populations.calendar_year = years.calendar_year

    inner join descendants
        on
            populations.kommune_code = descendants.later_kommune_code
            and populations.borders_on
            >= coalesce(descendants.changed_on, populations.borders_on)

    inner join members
        on
            descendants.kommune_code = members.member_code
            and years.first_day >= coalesce(members.valid_from, years.first_day)
            and (years.first_day < members.valid_to or members.valid_to is null)

),

places as (

    select
        places_of_the_year.calendar_year,
        places_of_the_year.counted_code,
        'of_the_month' as borders,
        'kommune' as borders_of,
        places_of_the_year.kommune_code as code

    from places_of_the_year

    union

    select
        places_of_the_year.calendar_year,
        places_of_the_year.counted_code,
        'of_the_month' as borders,
        'fylke' as borders_of,
        successors.fylke_code as code

    from places_of_the_year

    inner join successors
        on places_of_the_year.kommune_code = successors.kommune_code

    union

    -- ... and on those of today
    select
        populations.calendar_year,
        populations.kommune_code as counted_code,
        'current' as borders,
        'kommune' as borders_of,
        successors.current_kommune_code as code

    from populations

    inner join successors
        on populations.kommune_code = successors.kommune_code

    union

    select
        populations.calendar_year,
        populations.kommune_code as counted_code,
        'current' as borders,
        'fylke' as borders_of,
        successors.current_fylke_code as code

    from populations

    inner join successors
        on populations.kommune_code = successors.kommune_code

),

counted as (

    select
        *,
        count(*) over (
            partition by calendar_year, counted_code, borders, borders_of
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
            and counted.counted_code = populations.kommune_code

    group by
        counted.calendar_year, counted.borders, counted.borders_of, counted.code

    -- people in several places are not divided among them
    having max(counted.n_places) = 1

)

select * from final
