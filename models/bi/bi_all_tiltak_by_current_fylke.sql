-- The fact with the names of its codes, so that a BI tool joins nothing. A hidden count
-- is a text and a pair of bounds: no number here reads a star as 0.
with

participants as (

    select * from {{ ref('fct_all_tiltak_by_current_fylke').include(database=false) }}

),

months as (select * from {{ ref('dim_month').include(database=false) }}),

fylker as (select * from {{ ref('dim_fylke').include(database=false) }}),

statuses as (select * from {{ ref('dim_observation_status').include(database=false) }}),

final as (

    select
        participants.month,
        months.name_nb as month_nb,
        months.name_en as month_en,
        participants.report_code,
        participants.fylke_code,
        {{ nav_tilt.name_with_end('fylker', 'name_nb', 'til') }} as fylke_nb,
        {{ nav_tilt.name_with_end('fylker', 'name_en', 'until') }} as fylke_en,
        fylker.sort_order_by_name as fylke_sort_order,
        participants.borders,
        {{ nav_tilt.printed_pair('participants') }} as printed,
        participants.participants_min,
        participants.participants_max,
        participants.n_suppressed,
        participants.participants_per_1000_min,
        participants.participants_per_1000_max,
        participants.observation_status,
        statuses.name_nb as observation_status_nb,
        statuses.name_en as observation_status_en,
        participants.month
        = max(participants.month) over (partition by participants.report_code)
            as is_newest_month,
        participants.report_id

    from participants

    inner join months using (month)

    inner join fylker using (fylke_code)

    inner join statuses using (observation_status)

)

select * from final
