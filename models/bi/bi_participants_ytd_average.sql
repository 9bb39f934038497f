with

averages as (

    select * from {{ ref('fct_participants_ytd_average').include(database=false) }}

),

reports as (select * from {{ ref('dim_report').include(database=false) }}),

months as (select * from {{ ref('dim_month').include(database=false) }}),

tiltak as (select * from {{ ref('dim_tiltak').include(database=false) }}),

members as (select * from {{ ref('bi_members').include(database=false) }}),

statuses as (select * from {{ ref('dim_observation_status').include(database=false) }}),

final as (

    select
        reports.report_code,
        averages.month,
        months.name_nb as month_nb,
        months.name_en as month_en,
        averages.tiltak_code,
        tiltak.name_nb as tiltak_nb,
        tiltak.name_en as tiltak_en,
        tiltak.sort_order as tiltak_sort_order,
        averages.breakdown,
        averages.member_code,
        coalesce(members.member_nb, 'I alt') as member_nb,
        coalesce(members.member_en, 'In total') as member_en,
        coalesce({{ nav_tilt.as_text('averages.ytd_average') }}, '*') as printed,
        averages.ytd_average_min,
        averages.ytd_average_max,
        averages.observation_status,
        statuses.name_nb as observation_status_nb,
        statuses.name_en as observation_status_en,
        averages.report_id

    from averages

    inner join reports using (report_id)

    inner join months using (month)

    inner join tiltak using (tiltak_code)

    left join members using (breakdown, member_code)

    inner join statuses using (observation_status)

)

select * from final
