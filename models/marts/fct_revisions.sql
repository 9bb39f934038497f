with

observations as (

    select * from {{ ref('int_cells_with_absent') }}

),

-- the few cells of which reports say different things; only those are compared
revised as (

    select
        report_code,
        month,
        breakdown,
        tiltak_code,
        member_code

    from observations

    group by report_code, month, breakdown, tiltak_code, member_code

    having
        min(observation_status) <> max(observation_status)
        or min(participants) <> max(participants)

),

vintages as (

    select
        observations.*,
        lag(observations.report_id) over cell as previous_report_id,
        lag(observations.participants) over cell as previous_participants,
        lag(observations.observation_status) over cell as previous_observation_status

    from observations

    inner join revised
        on
            observations.report_code = revised.report_code
            and observations.month = revised.month
            and observations.breakdown = revised.breakdown
            and observations.tiltak_code = revised.tiltak_code
            and observations.member_code = revised.member_code

    window cell as (
        partition by
            observations.report_code, observations.month, observations.breakdown,
            observations.tiltak_code, observations.member_code
        order by observations.updated_on, observations.report_id
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
