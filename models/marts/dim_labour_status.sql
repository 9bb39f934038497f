with

code_lists as (

    select * from {{ ref('code_lists') }}

),

final as (

    select
        code as labour_status_code,
        name_nb,
        name_en,
        sort_order

    from code_lists

    where breakdown = 'labour_status'

)

select * from final
