with

places as (

    select
        'kommune' as breakdown,
        kommune_code as member_code,
        official_name,
        name_nb

    from {{ ref('kommuner') }}

    union all

    select
        'fylke' as breakdown,
        fylke_code as member_code,
        official_name,
        name_nb

    from {{ ref('fylker') }}

),

final as (

    select
        breakdown,
        member_code,
        {{ nav_tilt.label_key('official_name') }} as name_key

    from places

    union

    select
        breakdown,
        member_code,
        {{ nav_tilt.label_key('name_nb') }} as name_key

    from places

)

select * from final
