with

participants as (

    select * from {{ ref('int_cells_newest') }}

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
