with

tiltak as (

    select * from {{ ref('tiltak') }}

),

final as (

    select
        tiltak_code,
        tiltak_level,
        name_nb,
        name_en,
        sort_order

    from tiltak

)

select * from final
