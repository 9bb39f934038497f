with

participants as (

    select * from {{ ref('int_cells_newest') }}

    where tiltak_level = 'tiltak'

),

kommune_successors as (

    select * from {{ ref('int_kommune_successors') }}

),

fylke_successors as (

    select * from {{ ref('int_fylke_successors') }}

),

kommune_fylker as (

    select
        kommune_code,
        fylke_code,
        current_fylke_code,
        count(*) over (partition by kommune_code) as n_successors

    from kommune_successors

    group by kommune_code, fylke_code, current_fylke_code

),

-- What NAV printed for whole fylker hides the least; others are built from kommuner.
candidates as (

    select
        participants.*,
        'kommune' as borders_of,
        kommune_successors.current_kommune_code as current_code,
        participants.member_code as former_code,
        kommune_successors.n_successors,
        1 as preference

    from participants

    inner join kommune_successors
        on
            participants.breakdown = 'kommune'
            and participants.member_code = kommune_successors.kommune_code

    union all

    select
        participants.*,
        'fylke' as borders_of,
        fylke_successors.current_fylke_code as current_code,
        participants.member_code as former_code,
        fylke_successors.n_successors,
        case when fylke_successors.is_sum_of_fylker then 1 else 3 end as preference

    from participants

    inner join fylke_successors
        on
            participants.breakdown = 'fylke'
            and participants.month = fylke_successors.month
            and participants.member_code = fylke_successors.fylke_code

    union all

    select
        participants.*,
        'fylke' as borders_of,
        kommune_fylker.current_fylke_code as current_code,
        kommune_fylker.fylke_code as former_code,
        kommune_fylker.n_successors,
        2 as preference

    from participants

    inner join kommune_fylker
        on
            participants.breakdown = 'kommune'
            and participants.member_code = kommune_fylker.kommune_code

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

    where preference = best_preference

),

final as (

    select
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
