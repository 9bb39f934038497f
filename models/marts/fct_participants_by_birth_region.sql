with

participants as (

    select * from {{ changed_reports(ref('int_participants')) }}

),

final as (

    select
        month,
        tiltak_code,
        member_code as birth_region_code,
        participants,
        participants_min,
        participants_max,
        observation_status,
        report_id

    from participants

    where breakdown = 'birth_region' and tiltak_level = 'tiltak'

)

select * from final
