-- The fact with the names of its codes, so that a BI tool joins nothing. A hidden count
-- is a text and a pair of bounds: no number here reads a star as 0.
with

participants as (

    select *

    from {{ ref('fct_participants_by_immigrant_status').include(database=false) }}

),

months as (select * from {{ ref('dim_month').include(database=false) }}),

reports as (select * from {{ ref('dim_report').include(database=false) }}),

tiltak as (select * from {{ ref('dim_tiltak').include(database=false) }}),

immigrant_statuses as (

    select * from {{ ref('dim_immigrant_status').include(database=false) }}

),

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
        participants.immigrant_status_code,
        immigrant_statuses.name_nb as immigrant_status_nb,
        immigrant_statuses.name_en as immigrant_status_en,
        immigrant_statuses.sort_order as immigrant_status_sort_order,
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

    inner join immigrant_statuses using (immigrant_status_code)

    inner join statuses using (observation_status)

)

select * from final
