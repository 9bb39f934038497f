-- All fylker since 2013. Today's code is a fylke's own where it still exists, and its
-- only successor's otherwise: one that was split (Viken) has none, but a list of them.
with

fylker as (

    select * from {{ ref('fylker') }}

),

successors as (

    select distinct
        fylke_code,
        current_fylke_code

    from {{ ref('int_kommune_successors') }}

),

current_codes as (

    select
        fylke_code,
        case
            -- a fylke that lost kommuner to another keeps its code
            when max(case when current_fylke_code = fylke_code then 1 end) = 1
                then fylke_code
            when count(*) = 1 then min(current_fylke_code)
        end as current_fylke_code,
        {{ nav_tilt.list_in_order('current_fylke_code') }} as current_fylke_codes

    from successors

    group by fylke_code

),

final as (

    select
        fylker.fylke_code,
        current_codes.current_fylke_code,
        current_codes.current_fylke_codes,
        fylker.name_nb,
        fylker.name_en,
        fylker.official_name,
        fylker.name_sami,
        fylker.name_kven,
        fylker.valid_from,
        fylker.valid_to,
        cast(row_number() over (order by fylker.fylke_code) as integer) as sort_order,
        cast(
            row_number() over (
                order by
                    case when fylker.fylke_code in ('97', '99') then 1 else 0 end,
                    {{ nav_tilt.in_norwegian_order('fylker.name_nb') }},
                    fylker.fylke_code
            ) as integer
        ) as sort_order_by_name

    from fylker

    inner join current_codes
        on fylker.fylke_code = current_codes.fylke_code

)

select * from final
