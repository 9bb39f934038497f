with

code_lists as (

    select * from {{ ref('code_lists') }}

),

final as (

    select
        code as gender_code,
        name_nb,
        name_en,
        sort_order

    from code_lists

    where breakdown = 'gender'

)

select * from final
