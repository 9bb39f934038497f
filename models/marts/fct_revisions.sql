with

revisions as (

    select * from {{ ref('int_revisions') }}

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

    from revisions

    where tiltak_level = 'tiltak'

)

select * from final
