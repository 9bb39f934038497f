-- Which printed counts make up a kommune or fylke of today. What NAV printed of a fylke
-- hides the least, so a fylke is made of those that were not divided; one that was, of
-- kommuner.
with

cells as (

    select * from {{ ref('int_cells_newest') }}

    where tiltak_level = 'tiltak'

),

kommune_places as (

    select * from {{ ref('int_kommune_places') }}

),

fylke_successors as (

    select * from {{ ref('int_fylke_successors') }}

),

candidates as (

    select
        cells.*,
        kommune_places.borders_of,
        kommune_places.current_code,
        kommune_places.code as former_code,
        kommune_places.n_successors,
        2 as preference

    from cells

    inner join kommune_places
        on
            cells.breakdown = 'kommune'
            and cells.member_code = kommune_places.kommune_code

    union all

    select
        cells.*,
        'fylke' as borders_of,
        fylke_successors.current_fylke_code as current_code,
        cells.member_code as former_code,
        fylke_successors.n_successors,
        case when fylke_successors.is_sum_of_fylker then 1 else 3 end as preference

    from cells

    inner join fylke_successors
        on
            cells.breakdown = 'fylke'
            and cells.month = fylke_successors.month
            and cells.member_code = fylke_successors.fylke_code

),

ranked as (

    select
        *,
        min(preference) over (
            partition by month, tiltak_code, borders_of, current_code
        ) as best_preference

    from candidates

),

preferred as (

    select
        *,
        max(n_successors) over (
            partition by month, tiltak_code, borders_of, current_code
        ) as most_successors

    from ranked

    -- one source per place of today, or its people would count twice
    where preference = best_preference

),

final as (

    select
        report_code,
        month,
        tiltak_code,
        borders_of,
        current_code,
        breakdown as part_breakdown,
        member_code as part_code,
        former_code,
        n_successors,
        most_successors = 1 as is_comparable,
        participants,
        participants_min,
        participants_max,
        observation_status,
        report_id

    from preferred

)

select * from final
