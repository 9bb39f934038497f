-- The fact with the names of its codes, so that a BI tool joins nothing. A hidden count
-- is a text and a pair of bounds: no number here reads a star as 0.
with

participants as (

    select *

    from {{ ref('fct_participants_by_current_kommune').include(database=false) }}

),

months as (select * from {{ ref('dim_month').include(database=false) }}),

reports as (select * from {{ ref('dim_report').include(database=false) }}),

tiltak as (select * from {{ ref('dim_tiltak').include(database=false) }}),

kommuner as (select * from {{ ref('dim_kommune').include(database=false) }}),

fylker as (select * from {{ ref('dim_fylke').include(database=false) }}),

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
        participants.kommune_code,
        {{ nav_tilt.name_with_end('kommuner', 'name_nb', 'til') }} as kommune_nb,
        {{ nav_tilt.name_with_end('kommuner', 'name_en', 'until') }} as kommune_en,
        kommuner.sort_order_by_name as kommune_sort_order,
        fylker.fylke_code,
        fylker.name_nb as fylke_nb,
        fylker.name_en as fylke_en,
        participants.borders,
        {{ nav_tilt.printed_pair('participants') }} as printed,
        participants.participants_min,
        participants.participants_max,
        participants.n_suppressed,
        participants.not_comparable_with,
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

    inner join kommuner using (kommune_code)

    inner join fylker
        on
            coalesce(kommuner.current_fylke_code, kommuner.fylke_code)
            = fylker.fylke_code

    inner join statuses using (observation_status)

)

select * from final
