with

code_lists as (

    select * from {{ ref('code_lists') }}

),

fylker as (

    select * from {{ ref('fylker') }}

),

kommuner as (

    select * from {{ ref('stg_reference__kommuner') }}

),

final as (

    select
        breakdown,
        code as member_code,
        date '1800-01-01' as valid_from,
        date '9999-12-31' as valid_to

    from code_lists

    union all

    select
        'fylke' as breakdown,
        fylke_code as member_code,
        coalesce(valid_from, date '1800-01-01') as valid_from,
        coalesce(valid_to, date '9999-12-31') as valid_to

    from fylker

    union all

    select
        'kommune' as breakdown,
        kommune_code as member_code,
        valid_from,
        valid_to

    from kommuner

)

select * from final
