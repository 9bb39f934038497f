-- Every report, section and tiltak, printed or not. NAV omits a block of stars
-- alone; one with more people than its stars can hide may not be missing.
with

reports as (

    select * from {{ ref('int_reports') }}

),

sections as (

    select * from {{ ref('sections') }}

),

members as (

    select * from {{ ref('int_members') }}

    where valid_to = date '9999-12-31'

),

cells as (

    select * from {{ ref('int_cells_with_absent') }}

    where breakdown = 'tiltak'

),

blocks as (

    select * from {{ ref('int_blocks_printed') }}

),

printed_sections as (

    select distinct
        report_id,
        breakdown,
        has_block_of_all

    from blocks

),

tiltak_totals as (

    select
        report_id,
        tiltak_code,
        max(participants_max) as most_participants

    from cells

    group by report_id, tiltak_code

),

hidden as (

    select
        breakdown,
        {{ var('suppressed_max', 3) }} * count(*) as hidden_at_most

    from members

    group by breakdown

),

final as (

    select
        reports.report_id,
        sections.breakdown,
        tiltak_totals.tiltak_code,
        reports.report_code,
        reports.first_month,
        reports.last_month,
        reports.missing_from,
        reports.missing_to,
        printed_sections.breakdown is not null as is_section_printed,
        coalesce(blocks.n_listed, 0) > 0 as is_printed,
        cast(coalesce(blocks.n_listed, 0) as integer) as n_listed,
        cast(coalesce(blocks.n_members - blocks.n_listed, 0) as integer)
            as n_not_listed,
        printed_sections.breakdown is null
        or printed_sections.has_block_of_all
        or coalesce(blocks.n_listed, 0) > 0
        or tiltak_totals.most_participants
        <= coalesce(hidden.hidden_at_most, 0) as holds

    from reports

    cross join sections

    left join tiltak_totals
        using (report_id)

    left join blocks
        using (report_id, breakdown, tiltak_code)

    left join printed_sections
        using (report_id, breakdown)

    left join hidden
        using (breakdown)

    -- `I alt` has a row only where a section has a block over all tiltak
    where
        tiltak_totals.tiltak_code <> 'ALL'
        or (blocks.n_listed > 0 and sections.breakdown <> 'tiltak')

)

select * from final
