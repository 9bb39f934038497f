with

reports as (

    select * from {{ ref('int_reports') }}

),

sections as (

    select * from {{ ref('sections') }}

),

members as (

    select * from {{ ref('int_members') }}

),

cells as (

    select * from {{ ref('int_cells_printed') }}

),

observations as (

    select * from {{ ref('int_cells_with_absent') }}

),

tiltak_totals as (

    select
        report_id,
        tiltak_code,
        max(participants_max) as most_participants

    from cells

    where breakdown = 'tiltak' and tiltak_code <> 'ALL'

    group by report_id, tiltak_code

),

member_counts as (

    select
        breakdown,
        count(*) as n_members

    from members

    where valid_to is null

    group by breakdown

),

listed as (

    select
        report_id,
        breakdown,
        tiltak_code,
        count(
            distinct case when observation_status <> 'not_listed' then member_code end
        ) as n_listed,
        count(
            distinct case when observation_status = 'not_listed' then member_code end
        ) as n_not_listed

    from observations

    group by report_id, breakdown, tiltak_code

),

printed_sections as (

    select distinct
        report_id,
        breakdown

    from listed

),

final as (

    select
        reports.report_id,
        sections.breakdown,
        tiltak_totals.tiltak_code,
        printed_sections.report_id is not null as is_section_printed,
        coalesce(listed.n_listed, 0) > 0 as is_printed,
        cast(coalesce(listed.n_listed, 0) as integer) as n_listed,
        cast(coalesce(listed.n_not_listed, 0) as integer) as n_not_listed,
        -- NAV leaves out a block of stars alone, none with more people than they hide
        printed_sections.report_id is null
        or coalesce(listed.n_listed, 0) > 0
        or tiltak_totals.most_participants
        <= {{ var('suppressed_max') }} * coalesce(member_counts.n_members, 0) as holds

    from reports

    cross join sections

    left join tiltak_totals
        on reports.report_id = tiltak_totals.report_id

    left join listed
        on
            reports.report_id = listed.report_id
            and sections.breakdown = listed.breakdown
            and tiltak_totals.tiltak_code = listed.tiltak_code

    left join printed_sections
        on
            reports.report_id = printed_sections.report_id
            and sections.breakdown = printed_sections.breakdown

    left join member_counts
        on sections.breakdown = member_counts.breakdown

)

select * from final
