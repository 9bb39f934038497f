-- Every cell of every report: those that are printed, and the 0 of members that have no
-- row in a printed block.
with

reports as (

    select * from {{ ref('int_reports') }}

),

printed as (

    select * from {{ ref('int_cells_printed') }}

    -- the total of a block is a row of the section Tiltak too
    where breakdown = 'tiltak' or not is_total

),

absent as (

    select * from {{ ref('int_cells_absent') }}

),

cells as (

    select
        report_id,
        breakdown,
        month,
        tiltak_code,
        member_code,
        participants,
        participants_min,
        participants_max,
        case when is_suppressed then 'suppressed' else 'observed' end
            as observation_status

    from printed

    union all

    select
        report_id,
        breakdown,
        month,
        tiltak_code,
        member_code,
        0 as participants,
        0 as participants_min,
        0 as participants_max,
        'not_listed' as observation_status

    from absent

),

final as (

    select
        cells.report_id,
        reports.report_code,
        reports.updated_on,
        reports.tiltak_level,
        cells.breakdown,
        cells.month,
        cells.tiltak_code,
        cells.member_code,
        cells.participants,
        cells.participants_min,
        cells.participants_max,
        cells.observation_status

    from cells

    inner join reports
        using (report_id)

)

select * from final
