-- What is compared between months: all tiltak of a report and each tiltak, in the
-- country and in the places of today.
with

cells as (

    select * from {{ ref('int_cells_newest') }}

    where breakdown = 'tiltak' and tiltak_level = 'tiltak' and tiltak_code <> 'ALL'

),

reports as (

    select * from {{ ref('int_reports') }}

),

all_tiltak as (

    select * from {{ ref('int_all_tiltak_per_1000') }}

    where
        breakdown in ('all', 'current_fylke', 'current_kommune')
        and borders = 'current'

),

in_places as (

    select * from {{ ref('int_participants_on_current_borders') }}

    where borders = 'current'

),

final as (

    select
        month,
        report_code,
        case when breakdown = 'all' then 'all' else 'all_by_' || breakdown end
            as breakdown,
        'ALL' as tiltak_code,
        code as member_code,
        participants,
        participants_min,
        participants_max,
        report_id

    from all_tiltak

    union all

    select
        month,
        report_code,
        breakdown,
        tiltak_code,
        member_code,
        participants,
        participants_min,
        participants_max,
        report_id

    from cells

    union all

    select
        in_places.month,
        reports.report_code,
        'current_' || in_places.borders_of as breakdown,
        in_places.tiltak_code,
        in_places.code as member_code,
        in_places.participants,
        in_places.participants_min,
        in_places.participants_max,
        in_places.report_id

    from in_places

    inner join reports
        using (report_id)

)

select * from final
