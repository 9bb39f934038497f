with

revisions as (select * from {{ ref('fct_revisions').include(database=false) }}),

months as (select * from {{ ref('dim_month').include(database=false) }}),

reports as (select * from {{ ref('dim_report').include(database=false) }}),

tiltak as (select * from {{ ref('dim_tiltak').include(database=false) }}),

members as (select * from {{ ref('bi_members').include(database=false) }}),

final as (

    select
        revisions.month,
        months.name_nb as month_nb,
        months.name_en as month_en,
        reports.report_code,
        revisions.tiltak_code,
        coalesce(tiltak.name_nb, 'I alt') as tiltak_nb,
        coalesce(tiltak.name_en, 'In total') as tiltak_en,
        coalesce(tiltak.sort_order, 0) as tiltak_sort_order,
        revisions.breakdown,
        revisions.member_code,
        coalesce(members.member_nb, 'I alt') as member_nb,
        coalesce(members.member_en, 'In total') as member_en,
        revisions.previous_report_id,
        revisions.report_id,
        coalesce(
            {{ nav_tilt.as_text('revisions.previous_participants') }}, '*'
        ) as previous_printed,
        coalesce({{ nav_tilt.as_text('revisions.participants') }}, '*') as printed,
        revisions.previous_observation_status,
        revisions.observation_status

    from revisions

    inner join months using (month)

    inner join reports using (report_id)

    left join tiltak using (tiltak_code)

    left join members using (breakdown, member_code)

)

select * from final
