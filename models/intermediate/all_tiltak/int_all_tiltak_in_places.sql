-- All tiltak of a report in one place. A tiltak without a block adds a star to each
-- part of a place: it is never read as 0.
with

parts as (

    select * from {{ ref('int_all_tiltak_parts') }}

),

placed as (

    select
        report_code,
        month,
        breakdown,
        'current' as borders,
        code,
        part_code,
        tiltak_code,
        n_left_out,
        case when is_place_comparable then participants_min end as participants_min,
        case when is_place_comparable then participants_max end as participants_max,
        observation_status,
        report_id

    from parts

    union all

    -- participants in places that have no single code of today, once each
    select distinct
        report_code,
        month,
        breakdown,
        'former' as borders,
        former_code as code,
        part_code,
        tiltak_code,
        n_left_out,
        participants_min,
        participants_max,
        observation_status,
        report_id

    from parts

    where not is_place_comparable

),

summed as (

    select
        report_code,
        month,
        breakdown,
        borders,
        code,
        {{ nav_tilt.sum_participants() }},
        cast(
            max(n_left_out)
            * count(distinct case when n_left_out > 0 then part_code end) as integer
        ) as n_left_out,
        max(case when observation_status = 'not_listed' then 0 else 1 end) = 0
            as is_not_listed,
        -- all of a month are of the newest report of their series: any of them
        min(report_id) as report_id

    from placed

    group by report_code, month, breakdown, borders, code

),

final as (

    select
        month,
        report_code,
        breakdown,
        borders,
        code,
        participants_min,
        participants_max + {{ var('suppressed_max', 3) }} * n_left_out
            as participants_max,
        n_suppressed + n_left_out as n_suppressed,
        is_not_listed,
        report_id

    from summed

)

select * from final
