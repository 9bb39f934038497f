with

kommuner as (

    select
        kommune_code,
        fylke_code,
        greatest(coalesce(valid_from, date '2013-01-01'), date '2013-01-01')
            as valid_from,
        coalesce(valid_to, date '9999-12-31') as valid_to

    from {{ ref('dim_kommune') }}

),

fylker as (

    select
        fylke_code,
        coalesce(valid_from, date '2013-01-01') as valid_from,
        coalesce(valid_to, date '9999-12-31') as valid_to

    from {{ ref('dim_fylke') }}

)

select
    kommuner.kommune_code,
    'kommune ' || kommuner.kommune_code || ' is valid on days on which its fylke '
    || kommuner.fylke_code || ' is not; see seeds/reference/fylker.csv' as message

from kommuner

left join fylker
    on
        kommuner.fylke_code = fylker.fylke_code
        and kommuner.valid_from >= fylker.valid_from
        and kommuner.valid_to <= fylker.valid_to

where fylker.fylke_code is null
