-- A kommune is in today's fylker itself or by the fylke of its time, never both.
with

kommuner as (

    select * from {{ ref('fct_participants_by_kommune') }}

),

dim_kommune as (

    select * from {{ ref('dim_kommune') }}

),

placed as (

    select distinct
        month,
        tiltak_code,
        borders_of,
        part_breakdown,
        part_code

    from {{ ref('int_participants_placed') }}

),

counted as (

    select
        kommuner.month,
        kommuner.tiltak_code,
        kommuner.kommune_code,
        count(case when placed.borders_of = 'kommune' then 1 end) as n_in_kommuner,
        count(case when placed.borders_of = 'fylke' then 1 end) as n_in_fylker

    from kommuner

    inner join dim_kommune
        on kommuner.kommune_code = dim_kommune.kommune_code

    left join placed
        on
            kommuner.month = placed.month
            and kommuner.tiltak_code = placed.tiltak_code
            and placed.part_code = case
                when placed.part_breakdown = 'kommune' then kommuner.kommune_code
                else dim_kommune.fylke_code
            end

    group by kommuner.month, kommuner.tiltak_code, kommuner.kommune_code

)

select
    month,
    tiltak_code,
    kommune_code,
    'kommune ' || kommune_code || ' of ' || {{ as_text('month') }}
    || ' has not one place on today''s borders; see seeds/reference/kommune_changes.csv'
        as message

from counted

where n_in_kommuner <> 1 or n_in_fylker <> 1
