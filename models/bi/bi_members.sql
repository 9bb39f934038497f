-- The names of all members, by breakdown as the long facts spell it: on the borders of
-- today and in the printed totals of a status the members are those of their dimension.
with

code_lists as (select * from {{ ref('code_lists').include(database=false) }}),

fylker as (select * from {{ ref('dim_fylke').include(database=false) }}),

kommuner as (select * from {{ ref('dim_kommune').include(database=false) }}),

places as (

    select
        'fylke' as place,
        fylke_code as member_code,
        name_nb,
        name_en,
        sort_order_by_name as sort_order

    from fylker

    union all

    select
        'kommune' as place,
        kommune_code as member_code,
        name_nb,
        name_en,
        sort_order_by_name as sort_order

    from kommuner

),

-- the long facts write in front of the place that it is one of today, or of all tiltak
spellings as (

    select '' as written
    union all
    select 'current_' as written
    union all
    select 'all_by_current_' as written

),

members as (

    select
        breakdown,
        code as member_code,
        name_nb,
        name_en,
        sort_order

    from code_lists

    union all

    select
        'all_by_labour_status' as breakdown,
        code as member_code,
        name_nb,
        name_en,
        sort_order

    from code_lists

    where breakdown = 'labour_status'

    union all

    select
        spellings.written || places.place as breakdown,
        places.member_code,
        places.name_nb,
        places.name_en,
        places.sort_order

    from places

    cross join spellings

),

final as (

    select
        breakdown,
        member_code,
        name_nb as member_nb,
        name_en as member_en,
        sort_order as member_sort_order

    from members

)

select * from final
