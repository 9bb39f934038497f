with

participants as (select * from {{ ref('fct_main_groups').include(database=false) }}),

months as (select * from {{ ref('dim_month').include(database=false) }}),

reports as (select * from {{ ref('dim_report').include(database=false) }}),

tiltak as (select * from {{ ref('dim_tiltak').include(database=false) }}),

members as (select * from {{ ref('bi_members').include(database=false) }}),

statuses as (select * from {{ ref('dim_observation_status').include(database=false) }}),

final as (

    select
        participants.month,
        months.name_nb as month_nb,
        months.name_en as month_en,
        reports.report_code,
        participants.tiltak_code,
        coalesce(tiltak.name_nb, 'I alt') as tiltak_nb,
        coalesce(tiltak.name_en, 'In total') as tiltak_en,
        coalesce(tiltak.sort_order, 0) as tiltak_sort_order,
        participants.breakdown,
        participants.member_code,
        coalesce(members.member_nb, 'I alt') as member_nb,
        coalesce(members.member_en, 'In total') as member_en,
        coalesce({{ nav_tilt.as_text('participants.participants') }}, '*') as printed,
        participants.participants_min,
        participants.participants_max,
        case
            when participants.ytd_average_min is null then '–'
            else coalesce({{ nav_tilt.as_text('participants.ytd_average') }}, '*')
        end as ytd_average_printed,
        participants.observation_status,
        statuses.name_nb as observation_status_nb,
        statuses.name_en as observation_status_en,
        participants.month
        = max(participants.month) over (partition by reports.report_code)
            as is_newest_month,
        participants.report_id

    from participants

    inner join months using (month)

    inner join reports using (report_id)

    left join tiltak using (tiltak_code)

    left join members using (breakdown, member_code)

    inner join statuses using (observation_status)

)

select * from final
