with

participants as (

    select * from {{ ref('fct_participants_by_age_group').include(database=false) }}

),

months as (select * from {{ ref('dim_month').include(database=false) }}),

reports as (select * from {{ ref('dim_report').include(database=false) }}),

tiltak as (select * from {{ ref('dim_tiltak').include(database=false) }}),

age_groups as (select * from {{ ref('dim_age_group').include(database=false) }}),

statuses as (select * from {{ ref('dim_observation_status').include(database=false) }}),

final as (

    select
        participants.month,
        months.name_nb as month_nb,
        months.name_en as month_en,
        reports.report_code,
        participants.tiltak_code,
        tiltak.name_nb as tiltak_nb,
        tiltak.name_en as tiltak_en,
        tiltak.sort_order as tiltak_sort_order,
        participants.age_group_code,
        age_groups.name_nb as age_group_nb,
        age_groups.name_en as age_group_en,
        age_groups.sort_order as age_group_sort_order,
        coalesce({{ nav_tilt.as_text('participants.participants') }}, '*') as printed,
        participants.participants_min,
        participants.participants_max,
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

    inner join tiltak using (tiltak_code)

    inner join age_groups using (age_group_code)

    inner join statuses using (observation_status)

)

select * from final
