with

ytd_averages as (

    select * from {{ ref('int_ytd_averages') }}

),

final as (

    select
        report_id,
        breakdown,
        tiltak_code,
        member_code,
        month,
        ytd_average,
        ytd_average_min,
        ytd_average_max,
        observation_status

    from ytd_averages

    where tiltak_level = 'main_group'

)

select * from final
