-- In a year that the seed has, its codes reach each kommune of 1 January and each of
-- today, and none of them counts the people of another.
with

populations as (

    select * from {{ ref('population') }}

),

descendants as (

    select * from {{ ref('int_kommune_descendants') }}

),

years as (

    select distinct
        calendar_year,
        make_date(calendar_year, 1, 1) as first_day

    from populations

),

kommuner as (

    select * from {{ ref('dim_kommune') }}

    where fylke_code not in ('97', '99')

),

-- each kommune of the year, and each of today, with the codes that count its people
wanted as (

    select
        years.calendar_year,
        kommuner.kommune_code,
        descendants.later_kommune_code as counted_code,
        descendants.changed_on

    from years

    inner join kommuner
        on
            years.first_day >= coalesce(kommuner.valid_from, years.first_day)
            and (years.first_day < kommuner.valid_to or kommuner.valid_to is null)

    inner join descendants
        on kommuner.kommune_code = descendants.kommune_code

    union all

    select
        years.calendar_year,
        kommuner.kommune_code,
        descendants.kommune_code as counted_code,
        date '1800-01-01' as changed_on

    from years

    cross join kommuner

    inner join descendants
        on kommuner.kommune_code = descendants.later_kommune_code

    where kommuner.valid_to is null

),

missed as (

    select
        wanted.calendar_year,
        wanted.kommune_code,
        'none' as fault

    from wanted

    left join populations
        on
            wanted.calendar_year = populations.calendar_year
            and wanted.counted_code = populations.kommune_code
            and wanted.changed_on <= populations.borders_on

    group by wanted.calendar_year, wanted.kommune_code

    having count(populations.kommune_code) = 0

),

counted_twice as (

    select
        earlier.calendar_year,
        earlier.kommune_code,
        'two' as fault

    from populations as earlier

    inner join descendants
        on
            earlier.kommune_code = descendants.kommune_code
            and earlier.kommune_code <> descendants.later_kommune_code

    inner join populations as later
        on
            earlier.calendar_year = later.calendar_year
            and descendants.later_kommune_code = later.kommune_code
            and descendants.changed_on <= later.borders_on

),

faults as (

    select * from missed

    union all

    select * from counted_twice

)

select
    calendar_year,
    kommune_code,
    'seeds/reference/population.csv counts the people of ' || kommune_code || ' in '
    || {{ nav_tilt.as_text('calendar_year') }} || ' in ' || fault
    || ' of its lines; give each year the codes of its 1 January' as message

from faults
