with

kommuner as (

    select * from {{ ref('dim_kommune') }}

),

changes as (

    select * from {{ ref('kommune_changes') }}

),

counted as (

    select
        *,
        count(*) over (partition by old_kommune_code, change) as n_new

    from changes

),

ended as (

    select
        kommuner.kommune_code,
        'kommune ' || kommuner.kommune_code || ' ends on '
        || {{ nav_tilt.as_text('kommuner.valid_to') }}
        || '; seeds/reference/kommune_changes.csv lacks the line '
        || {{ nav_tilt.as_text('kommuner.valid_to') }} || ',' || kommuner.kommune_code
        || ',NEW CODE,whole' as message

    from kommuner

    left join changes
        on
            kommuner.kommune_code = changes.old_kommune_code
            and kommuner.valid_to = changes.valid_from
            and changes.change in ('whole', 'split')

    where kommuner.valid_to is not null and changes.old_kommune_code is null

),

changed as (

    select
        counted.old_kommune_code as kommune_code,
        'seeds/reference/kommune_changes.csv: ' || counted.old_kommune_code || ' to '
        || counted.new_kommune_code || ' on '
        || {{ nav_tilt.as_text('counted.valid_from') }}
        || ' is no change by kommuner.csv, or whole with several new codes,'
        || ' or split with one' as message

    from counted

    inner join kommuner as old_kommuner
        on counted.old_kommune_code = old_kommuner.kommune_code

    inner join kommuner as new_kommuner
        on counted.new_kommune_code = new_kommuner.kommune_code

    where
        old_kommuner.valid_to is null
        or old_kommuner.valid_to > counted.valid_from
        or (
            counted.change <> 'restored'
            and old_kommuner.valid_to <> counted.valid_from
        )
        or counted.valid_from < new_kommuner.valid_from
        or counted.valid_from >= new_kommuner.valid_to
        or (counted.change = 'whole' and counted.n_new > 1)
        or (counted.change = 'split' and counted.n_new = 1)

)

select
    kommune_code,
    message

from ended

union all

select
    kommune_code,
    message

from changed
