with

reports as (

    select * from {{ ref('int_reports') }}

),

rows_resolved as (

    select * from {{ ref('int_rows_resolved') }}

),

final as (

    select
        rows_resolved.report_id,
        rows_resolved.tiltak_level,
        rows_resolved.breakdown,
        rows_resolved.tiltak_code,
        rows_resolved.member_code,
        reports.last_month as month,
        rows_resolved.ytd_average,
        {{ nav_tilt.participants_min('rows_resolved.ytd_average') }} as ytd_average_min,
        -- starred when below 4 before it is rounded or after: 3.9 is 4 then
        coalesce(rows_resolved.ytd_average, {{ var('suppressed_max', 3) }} + 1)
            as ytd_average_max,
        case when rows_resolved.is_ytd_suppressed then 'suppressed' else 'observed' end
            as observation_status

    from rows_resolved

    inner join reports
        on rows_resolved.report_id = reports.report_id

    -- two names of a tiltak have two averages, which are not added
    where
        rows_resolved.tiltak_code <> 'ALL'
        and not rows_resolved.is_total
        and rows_resolved.n_names = 1

)

select * from final
