-- The printed counts that make up a place of today, added. People of a kommune that was
-- split have no place of today: they are counted once more, under their former code.
with

placed as (

    select * from {{ ref('int_cells_placed') }}

    where tiltak_code <> 'ALL'

),

parts as (

    select
        month,
        tiltak_code,
        borders_of,
        'current' as borders,
        current_code as code,
        part_code,
        case when n_successors > 1 then part_code end as split_code,
        case when is_comparable then participants_min end as participants_min,
        case when is_comparable then participants_max end as participants_max,
        observation_status,
        report_id

    from placed

    union all

    -- participants in places that have no single code of today, once each
    select distinct
        month,
        tiltak_code,
        borders_of,
        'former' as borders,
        former_code as code,
        part_code,
        {{ nav_tilt.as_text('null') }} as split_code,
        participants_min,
        participants_max,
        observation_status,
        report_id

    from placed

    where not is_comparable

),

summed as (

    select
        month,
        tiltak_code,
        borders_of,
        borders,
        code,
        {{ nav_tilt.sum_participants() }},
        min(case when observation_status = 'not_listed' then 1 else 0 end)
        = 1 as is_not_listed,
        -- all of a month are of the newest report of their series: any of them
        min(report_id) as report_id

    from parts

    group by month, tiltak_code, borders_of, borders, code

),

-- on their own: a list of each place's, in order, took longer than all sums
splits as (

    select
        month,
        tiltak_code,
        borders_of,
        borders,
        code,
        {{ nav_tilt.list_in_order('split_code') }} as not_comparable_with

    from parts

    where split_code is not null

    group by month, tiltak_code, borders_of, borders, code

),

final as (

    select
        summed.month,
        summed.tiltak_code,
        summed.borders_of,
        summed.borders,
        summed.code,
        case when summed.n_suppressed = 0 then summed.participants_known end
            as participants,
        summed.participants_min,
        summed.participants_max,
        summed.n_suppressed,
        case
            when splits.not_comparable_with is not null then 'not_comparable'
            when summed.n_suppressed > 0 then 'suppressed'
            when summed.is_not_listed then 'not_listed'
            else 'observed'
        end as observation_status,
        splits.not_comparable_with,
        summed.report_id

    from summed

    left join splits
        using (month, tiltak_code, borders_of, borders, code)

)

select * from final
