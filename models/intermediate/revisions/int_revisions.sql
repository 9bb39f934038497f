-- Cells of which two reports of a series say different things. A row that NAV leaves
-- out is a count of 0 to 3 or none at all: beside a star it is no change.
with

cells as (

    select * from {{ ref('int_cells_of_vintages') }}

),

-- the few cells that ever change; only those are compared
changing as (

    select
        report_code,
        month,
        breakdown,
        tiltak_code,
        member_code

    from cells

    group by report_code, month, breakdown, tiltak_code, member_code

    having
        min(observation_status) <> max(observation_status)
        or min(participants) <> max(participants)

),

vintages as (

    select
        cells.*,
        lag(cells.report_id) over cell as previous_report_id,
        lag(cells.participants) over cell as previous_participants,
        lag(cells.observation_status) over cell as previous_observation_status

    from cells

    inner join changing
        using (report_code, month, breakdown, tiltak_code, member_code)

    window cell as (
        partition by report_code, month, breakdown, tiltak_code, member_code
        order by cells.updated_on, cells.report_id
    )

),

final as (

    select
        tiltak_level,
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
        'observed' in (observation_status, previous_observation_status)
        and (
            observation_status <> previous_observation_status
            or participants <> previous_participants
        )

)

select * from final
