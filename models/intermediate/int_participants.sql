with

observations as (

    select * from {{ ref('int_observations') }}

),

ranked as (

    select
        *,
        dense_rank() over (
            partition by report_code, month
            order by updated_on desc, report_id desc
        ) as vintage_rank

    from observations

),

final as (

    select
        month,
        report_code,
        tiltak_level,
        breakdown,
        tiltak_code,
        member_code,
        participants,
        participants_min,
        participants_max,
        observation_status,
        report_id

    from ranked

    where vintage_rank = 1

)

select * from final
