-- SSB writes the fylke behind a name that two kommuner share: Våler (Østfold).
with

kommuner as (

    select * from {{ ref('dim_kommune') }}

)

select
    kommuner.kommune_code,
    kommuner.name_nb || ' is the name of ' || kommuner.kommune_code || ' and '
    || namesakes.kommune_code || ' at the same time: write its fylke behind it in'
    || ' seeds/reference/kommuner.csv' as message

from kommuner

inner join kommuner as namesakes
    on
        kommuner.name_nb = namesakes.name_nb
        and kommuner.kommune_code < namesakes.kommune_code
        and coalesce(kommuner.valid_to, date '9999-12-31')
        > coalesce(namesakes.valid_from, date '1800-01-01')
        and coalesce(kommuner.valid_from, date '1800-01-01')
        < coalesce(namesakes.valid_to, date '9999-12-31')
