with

participants as (

    select * from {{ ref('int_cells_newest') }}

),

final as (

    select
        month,
        tiltak_code,
        member_code as kommune_code,
        participants,
        participants_min,
        participants_max,
        observation_status,
        report_id

    from participants

    where
        breakdown = 'kommune' and tiltak_level = 'tiltak' and tiltak_code <> 'ALL'

)

select * from final
