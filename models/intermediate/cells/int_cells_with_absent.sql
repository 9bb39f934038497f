-- A member that is valid in a month and has no row in a printed block counts 0: every
-- block has every member here. A block that is not printed has none.
with

reports as (

    select * from {{ ref('int_reports') }}

),

cells as (

    select * from {{ ref('int_cells_printed') }}

),

members as (

    select * from {{ ref('int_members') }}

),

blocks as (

    -- the status section has a block per status: its members are the tiltak
    select distinct
        tiltak_rows.report_id,
        tiltak_rows.tiltak_level,
        status_blocks.breakdown,
        tiltak_rows.month,
        tiltak_rows.tiltak_code,
        status_blocks.member_code

    from cells as tiltak_rows

    inner join cells as status_blocks
        using (report_id, month)

    where
        tiltak_rows.breakdown = 'tiltak'
        and not tiltak_rows.is_total
        and status_blocks.breakdown = 'labour_status'
        and status_blocks.is_total

    union all

    select
        cells.report_id,
        cells.tiltak_level,
        cells.breakdown,
        cells.month,
        cells.tiltak_code,
        members.member_code

    from cells

    inner join members
        on
            cells.breakdown = members.breakdown
            and cells.month >= members.valid_from
            and cells.month < members.valid_to

    where cells.is_total and cells.breakdown not in ('tiltak', 'labour_status')

    union all

    select
        report_id,
        tiltak_level,
        breakdown,
        month,
        tiltak_code,
        member_code

    from cells

    where breakdown = 'tiltak'

),

final as (

    select
        blocks.report_id,
        reports.report_code,
        reports.updated_on,
        blocks.tiltak_level,
        blocks.breakdown,
        blocks.month,
        blocks.tiltak_code,
        blocks.member_code,
        case when cells.report_id is null then 0 else cells.participants end
            as participants,
        coalesce(cells.participants_min, 0) as participants_min,
        coalesce(cells.participants_max, 0) as participants_max,
        case
            when cells.report_id is null then 'not_listed'
            when cells.is_suppressed then 'suppressed'
            else 'observed'
        end as observation_status

    from blocks

    inner join reports
        using (report_id)

    left join cells
        using (report_id, breakdown, month, tiltak_code, member_code)

)

select * from final
