with

tiltak as (

    select * from {{ ref('stg_reference__tiltak') }}

    where is_last_name

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
