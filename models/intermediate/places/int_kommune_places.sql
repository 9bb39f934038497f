with

successors as (

    select * from {{ ref('int_kommune_successors') }}

),

places as (

    select
        kommune_code,
        'kommune' as borders_of,
        kommune_code as code,
        current_kommune_code as current_code

    from successors

    union

    select
        kommune_code,
        'fylke' as borders_of,
        fylke_code as code,
        current_fylke_code as current_code

    from successors

),

final as (

    select
        *,
        count(*) over (partition by kommune_code, borders_of) as n_successors

    from places

)

select * from final
