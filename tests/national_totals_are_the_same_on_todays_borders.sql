-- Known part and stars of all kommuner, for fylker those of the counts that they are
-- made of; and the total that NAV printed must be possible.
with

placed as (

    select distinct
        month,
        tiltak_code,
        part_breakdown,
        part_code,
        participants_min,
        participants_max

    from {{ ref('int_cells_placed') }}

    where borders_of = 'fylke' and tiltak_code <> 'ALL'

),

before as (

    select
        month,
        tiltak_code,
        'kommune' as borders_of,
        sum(participants_min) as known,
        sum(participants_max - participants_min) as hidden

    from {{ ref('fct_participants_by_kommune') }}

    group by month, tiltak_code

    union all

    select
        month,
        tiltak_code,
        'fylke' as borders_of,
        sum(participants_min) as known,
        sum(participants_max - participants_min) as hidden

    from placed

    group by month, tiltak_code

),

after as (

    select
        month,
        tiltak_code,
        'kommune' as borders_of,
        sum(participants_min) as known,
        {{ var('suppressed_max', 3) }} * sum(n_suppressed) as hidden,
        sum(participants_max) as at_most

    from {{ ref('fct_participants_by_current_kommune') }}

    group by month, tiltak_code

    union all

    select
        month,
        tiltak_code,
        'fylke' as borders_of,
        sum(participants_min) as known,
        {{ var('suppressed_max', 3) }} * sum(n_suppressed) as hidden,
        sum(participants_max) as at_most

    from {{ ref('fct_participants_by_current_fylke') }}

    group by month, tiltak_code

),

printed as (

    select * from {{ ref('fct_participants_by_tiltak') }}

)

select
    before.month,
    before.tiltak_code,
    before.borders_of,
    'fct_participants_by_current_' || before.borders_of || ' has other people of '
    || before.tiltak_code || ' in ' || {{ nav_tilt.as_text('before.month') }}
    || ' than NAV printed' as message

from before

left join after
    on
        before.month = after.month
        and before.tiltak_code = after.tiltak_code
        and before.borders_of = after.borders_of

left join printed
    on
        before.month = printed.month
        and before.tiltak_code = printed.tiltak_code

where
    (
        before.known = after.known
        and before.hidden = after.hidden
        and after.known <= printed.participants_max
        and after.at_most >= printed.participants_min
    ) is not true
