-- Every cell of every report: those that are printed, and the 0 of members that have no
-- row in a printed block.
with

printed as (

    select * from {{ ref('int_cells_printed') }}

    -- the total of a block is a row of the section Tiltak too
    where breakdown = 'tiltak' or not is_total

),

absent as (

    select * from {{ ref('int_cells_absent') }}

),

final as (

    select
        report_id,
        tiltak_level,
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
        tiltak_level,
        breakdown,
        month,
        tiltak_code,
        member_code,
        0 as participants,
        0 as participants_min,
        0 as participants_max,
        'not_listed' as observation_status

    from absent

)

select * from final
