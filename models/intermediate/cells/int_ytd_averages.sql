with

reports as (

    select * from {{ ref('int_reports') }}

),

rows_resolved as (

    select * from {{ ref('int_rows_resolved') }}

),

counted as (

    select
        *,
        count(*) over (
            partition by report_id, breakdown, tiltak_code, member_code, is_total
        ) as n_rows

    from rows_resolved

),

final as (

    select
        counted.report_id,
        counted.tiltak_level,
        counted.breakdown,
        counted.tiltak_code,
        counted.member_code,
        reports.last_month as month,
        counted.ytd_average,
        {{ nav_tilt.participants_min('counted.ytd_average') }} as ytd_average_min,
        -- starred when below 4 before it is rounded or after: 3.9 is 4 then
        coalesce(counted.ytd_average, {{ var('suppressed_max', 3) }} + 1)
            as ytd_average_max,
        case when counted.is_ytd_suppressed then 'suppressed' else 'observed' end
            as observation_status

    from counted

    inner join reports
        on counted.report_id = reports.report_id

    -- two names of a tiltak have two averages, which are not added
    where
        counted.tiltak_code <> 'ALL'
        and not counted.is_total
        and counted.n_rows = 1

)

select * from final
