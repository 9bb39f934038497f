-- The totals that NAV prints over all tiltak of a report. `I alt` is a cell like any
-- other; the total of a status has no tiltak, so no fact of tiltak has it.
with

cells as (

    select * from {{ ref('int_cells_newest') }}

),

printed as (

    select * from {{ ref('int_cells_printed') }}

    where breakdown = 'labour_status' and is_total

),

newest as (

    select * from {{ ref('int_report_months') }}

    where vintage_rank = 1

),

final as (

    select
        month,
        report_code,
        tiltak_level,
        'all' as breakdown,
        member_code,
        participants,
        participants_min,
        participants_max,
        observation_status,
        report_id

    from cells

    where breakdown = 'tiltak' and tiltak_code = 'ALL'

    union all

    select
        printed.month,
        newest.report_code,
        printed.tiltak_level,
        'all_by_labour_status' as breakdown,
        printed.member_code,
        printed.participants,
        printed.participants_min,
        printed.participants_max,
        case when printed.is_suppressed then 'suppressed' else 'observed' end
            as observation_status,
        printed.report_id

    from printed

    inner join newest
        using (report_id, month)

)

select * from final
