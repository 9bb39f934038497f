-- A member that is valid in a month and has no row in a printed block counts 0: every
-- block has every member here. A block that is not printed has none.
with

reports as (

    select * from {{ ref('int_reports') }}

),

cells as (

    select * from {{ ref('int_cells_printed') }}

),

totals as (

    select * from {{ ref('int_cells_printed') }}

    where is_total

),

tiltak_rows as (

    select * from {{ ref('int_cells_printed') }}

    where breakdown = 'tiltak'

),

members as (

    select * from {{ ref('int_members') }}

),

blocks as (

    -- the status section has a block per status: its members are the tiltak
    select distinct
        tiltak_rows.report_id,
        totals.breakdown,
        tiltak_rows.month,
        tiltak_rows.tiltak_code,
        totals.member_code

    from tiltak_rows

    inner join totals
        using (report_id, month)

    where not tiltak_rows.is_total and totals.breakdown = 'labour_status'

    union all

    select
        totals.report_id,
        totals.breakdown,
        totals.month,
        totals.tiltak_code,
        members.member_code

    from totals

    inner join members
        on
            totals.breakdown = members.breakdown
            and totals.month >= members.valid_from
            and totals.month < members.valid_to

    where totals.breakdown not in ('tiltak', 'labour_status')

    union all

    select
        report_id,
        breakdown,
        month,
        tiltak_code,
        member_code

    from tiltak_rows

),

final as (

    select
        blocks.report_id,
        reports.report_code,
        reports.updated_on,
        reports.tiltak_level,
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
