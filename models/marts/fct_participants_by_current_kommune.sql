with

participants as (

    select * from {{ ref('int_participants_on_current_borders') }}

),

final as (

    select
        month,
        tiltak_code,
        code as kommune_code,
        borders,
        participants,
        participants_min,
        participants_max,
        n_suppressed,
        observation_status,
        not_comparable_with,
        report_id

    from participants

    where borders_of = 'kommune'

)

select * from final
