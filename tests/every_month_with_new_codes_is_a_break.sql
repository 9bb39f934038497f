-- Of the months that dim_month has.
with

kommuner as (

    select * from {{ ref('dim_kommune') }}

),

fylker as (

    select * from {{ ref('dim_fylke') }}

),

months as (

    select * from {{ ref('dim_month') }}

),

changes as (

    select valid_from as changed_on from kommuner

    union

    select valid_to as changed_on from kommuner

    union

    select valid_from as changed_on from fylker

    union

    select valid_to as changed_on from fylker

)

select
    months.month,
    'codes of places change on ' || {{ nav_tilt.as_text('changes.changed_on') }}
    || ', but dim_month has no break then' as message

from months

inner join changes
    on
        extract(year from months.month) = extract(year from changes.changed_on)
        and extract(month from months.month) = extract(month from changes.changed_on)

where not months.is_series_break
