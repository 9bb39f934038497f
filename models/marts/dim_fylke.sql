with

fylker as (

    select * from {{ ref('fylker') }}

),

final as (

    select
        fylke_code,
        name_nb,
        name_en,
        official_name,
        name_sami,
        name_kven,
        valid_from,
        valid_to,
        row_number() over (order by fylke_code) as sort_order

    from fylker

)

select * from final
