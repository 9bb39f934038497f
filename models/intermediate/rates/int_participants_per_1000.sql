-- The counts of places, on the borders of the month and of today, with the inhabitants
-- of 1 January on the same borders. A hidden count has no rate.
with

participants as (

    select * from {{ ref('int_cells_newest') }}

    where
        breakdown in ('fylke', 'kommune')
        and tiltak_level = 'tiltak'
        and tiltak_code <> 'ALL'

),

participants_on_current_borders as (

    select * from {{ ref('int_participants_on_current_borders') }}

    where borders = 'current'

),

populations as (

    select * from {{ ref('int_populations') }}

),

counts as (

    select
        month,
        tiltak_code,
        breakdown as borders_of,
        'of_the_month' as borders,
        member_code as code,
        participants,
        participants_min,
        participants_max,
        observation_status,
        report_id

    from participants

    union all

    select
        month,
        tiltak_code,
        borders_of,
        borders,
        code,
        participants,
        participants_min,
        participants_max,
        observation_status,
        report_id

    from participants_on_current_borders

),

final as (

    select
        counts.month,
        counts.tiltak_code,
        counts.borders_of,
        counts.borders,
        counts.code,
        counts.participants,
        counts.participants_min,
        counts.participants_max,
        populations.population_18_66,
        {{ nav_tilt.rates_per_1000('counts', 'populations') }},
        populations.population_method,
        counts.observation_status,
        counts.report_id

    from counts

    left join populations
        on
            extract(year from counts.month) = populations.calendar_year
            and counts.borders_of = populations.borders_of
            and counts.borders = populations.borders
            and counts.code = populations.code

)

select * from final
