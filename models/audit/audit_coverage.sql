-- Every report, section and tiltak, printed or not. NAV leaves out a block of stars
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

),

cells as (

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

hidden as (

    select
        breakdown,
        {{ var('suppressed_max') }} * count(*) as hidden_at_most

    from members

    where valid_to = date '9999-12-31'

    group by breakdown

),

listed as (

    select
        report_id,
        breakdown,
        tiltak_code,
        count(distinct member_code) as n_members,
        count(
            distinct case when observation_status <> 'not_listed' then member_code end
        ) as n_listed

    from cells

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
        printed_sections.breakdown is not null as is_section_printed,
        coalesce(listed.n_listed, 0) > 0 as is_printed,
        cast(coalesce(listed.n_listed, 0) as integer) as n_listed,
        cast(coalesce(listed.n_members - listed.n_listed, 0) as integer)
            as n_not_listed,
        printed_sections.breakdown is null
        or coalesce(listed.n_listed, 0) > 0
        or tiltak_totals.most_participants
        <= coalesce(hidden.hidden_at_most, 0) as holds

    from reports

    cross join sections

    left join tiltak_totals
        using (report_id)

    left join listed
        using (report_id, breakdown, tiltak_code)

    left join printed_sections
        using (report_id, breakdown)

    left join hidden
        using (breakdown)

)

select * from final
