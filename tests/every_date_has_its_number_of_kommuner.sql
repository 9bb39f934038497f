-- Counted in SSB KLASS 131 on these days; NAV's own buckets are no kommuner.
with

expected as (

    select
        date '2013-01-01' as counted_on,
        428 as n_kommuner

    union all

    select
        date '2018-01-01' as counted_on,
        422 as n_kommuner

    union all

    select
        date '2020-01-01' as counted_on,
        356 as n_kommuner

    union all

    select
        date '2024-01-01' as counted_on,
        357 as n_kommuner

    union all

    select
        date '2026-01-01' as counted_on,
        357 as n_kommuner

),

kommuner as (

    select * from {{ ref('dim_kommune') }}

    where fylke_code not in ('97', '99')

),

counted as (

    select
        expected.counted_on,
        expected.n_kommuner,
        count(kommuner.kommune_code) as n_valid

    from expected

    left join kommuner
        on
            expected.counted_on >= coalesce(kommuner.valid_from, expected.counted_on)
            and (expected.counted_on < kommuner.valid_to or kommuner.valid_to is null)

    group by expected.counted_on, expected.n_kommuner

)

select
    counted_on,
    {{ nav_tilt.as_text('n_valid') }} || ' kommuner are valid on '
    || {{ nav_tilt.as_text('counted_on') }} || ', not '
    || {{ nav_tilt.as_text('n_kommuner') }}
    || '; a line of seeds/reference/kommuner.csv is wrong' as message

from counted

where n_valid <> n_kommuner
