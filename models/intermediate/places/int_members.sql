with

code_lists as (

    select * from {{ ref('code_lists') }}

),

fylker as (

    select * from {{ ref('fylker') }}

),

kommuner as (

    select * from {{ ref('kommuner') }}

),

final as (

    select
        breakdown,
        code as member_code,
        cast(null as date) as valid_from,
        cast(null as date) as valid_to

    from code_lists

    union all

    select
        'fylke' as breakdown,
        fylke_code as member_code,
        valid_from,
        valid_to

    from fylker

    union all

    -- a kommune that changed its name goes on under its code
    select
        'kommune' as breakdown,
        kommune_code as member_code,
        min(valid_from) as valid_from,
        case when count(valid_to) = count(*) then max(valid_to) end as valid_to

    from kommuner

    group by kommune_code

)

select * from final
