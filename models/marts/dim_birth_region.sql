with

code_lists as (

    select * from {{ ref('code_lists') }}

),

final as (

    select
        code as birth_region_code,
        name_nb,
        name_en,
        sort_order

    from code_lists

    where breakdown = 'birth_region'

)

select * from final
