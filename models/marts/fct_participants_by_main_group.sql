with

participants as (

    select * from {{ changed_reports(ref('int_participants')) }}

),

final as (

    select
        month,
        breakdown,
        tiltak_code,
        member_code,
        participants,
        participants_min,
        participants_max,
        observation_status,
        report_id

    from participants

    where tiltak_level = 'main_group' and tiltak_code <> 'ALL'

)

select * from final
