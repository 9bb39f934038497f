with

kommuner as (

    select * from {{ ref('kommuner') }}

),

final as (

    select distinct
        kommune_code,
        fylke_code

    from kommuner

)

select * from final
