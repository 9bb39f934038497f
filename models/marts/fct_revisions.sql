with

observations as (

    select * from {{ ref('int_observations') }}

),

vintages as (

    select
        *,
        lag(report_id) over cell as previous_report_id,
        lag(participants) over cell as previous_participants,
        lag(observation_status) over cell as previous_observation_status

    from observations

    window cell as (
        partition by report_code, month, breakdown, tiltak_code, member_code
        order by updated_on, report_id
    )

),

final as (

    select
        month,
        breakdown,
        tiltak_code,
        member_code,
        previous_report_id,
        report_id,
        previous_participants,
        participants,
        previous_observation_status,
        observation_status

    from vintages

    where
        previous_report_id is not null
        and (
            observation_status <> previous_observation_status
            or participants <> previous_participants
        )

)

select * from final
