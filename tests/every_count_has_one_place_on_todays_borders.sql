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

    from {{ ref('int_cells_placed') }}

),

places as (

    select
        month,
        tiltak_code,
        borders_of,
        part_code as kommune_code

    from placed

    where part_breakdown = 'kommune'

    union all

    select
        placed.month,
        placed.tiltak_code,
        placed.borders_of,
        dim_kommune.kommune_code

    from placed

    inner join dim_kommune
        on placed.part_code = dim_kommune.fylke_code

    where placed.part_breakdown = 'fylke'

),

counted as (

    select
        kommuner.month,
        kommuner.tiltak_code,
        kommuner.kommune_code,
        count(case when places.borders_of = 'kommune' then 1 end) as n_in_kommuner,
        count(case when places.borders_of = 'fylke' then 1 end) as n_in_fylker

    from kommuner

    left join places
        on
            kommuner.month = places.month
            and kommuner.tiltak_code = places.tiltak_code
            and kommuner.kommune_code = places.kommune_code

    group by kommuner.month, kommuner.tiltak_code, kommuner.kommune_code

)

select
    month,
    tiltak_code,
    kommune_code,
    'kommune ' || kommune_code || ' of ' || {{ nav_tilt.as_text('month') }}
    || ' has not one place on today''s borders; see seeds/reference/kommune_changes.csv'
        as message

from counted

where n_in_kommuner <> 1 or n_in_fylker <> 1
