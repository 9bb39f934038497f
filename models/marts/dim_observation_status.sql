with

observation_statuses as (

    select * from {{ ref('observation_statuses') }}

),

final as (

    select
        observation_status,
        name_nb,
        name_en,
        obs_status,
        conf_status,
        sort_order

    from observation_statuses

)

select * from final
