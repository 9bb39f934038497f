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
        {{ participants_min('rows_resolved.ytd_average') }} as ytd_average_min,
        {{ participants_max('rows_resolved.ytd_average') }} as ytd_average_max,
        case when rows_resolved.is_ytd_suppressed then 'suppressed' else 'observed' end
            as observation_status

    from rows_resolved

    inner join reports
        on rows_resolved.report_id = reports.report_id

    where rows_resolved.tiltak_code <> 'ALL' and not rows_resolved.is_total

)

select * from final
