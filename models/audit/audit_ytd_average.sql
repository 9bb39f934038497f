with

rows_resolved as (

    select * from {{ ref('int_rows_resolved') }}

),

cells as (

    select * from {{ ref('int_cells') }}

),

summed as (

    select
        report_id,
        breakdown,
        tiltak_code,
        member_code,
        is_total,
        count(*) as n_months,
        sum(case when is_suppressed then 1 else 0 end) as n_suppressed,
        1.0 * sum(participants_min) / count(*) as mean_min,
        1.0 * sum(participants_max) / count(*) as mean_max

    from cells

    group by report_id, breakdown, tiltak_code, member_code, is_total

),

final as (

    select
        rows_resolved.report_id,
        rows_resolved.breakdown,
        rows_resolved.tiltak_code,
        rows_resolved.member_code,
        rows_resolved.is_total,
        cast(coalesce(summed.n_months, 0) as integer) as n_months,
        cast(coalesce(summed.n_suppressed, 0) as integer) as n_suppressed,
        -- within half a person of a mean that the months allow: n.5 is rounded either way
        coalesce(
            summed.mean_min <= {{ participants_max('rows_resolved.ytd_average') }} + 0.5
            and summed.mean_max
            >= {{ participants_min('rows_resolved.ytd_average') }} - 0.5,
            false
        ) as holds

    from rows_resolved

    left join summed
        on
            rows_resolved.report_id = summed.report_id
            and rows_resolved.breakdown = summed.breakdown
            and rows_resolved.tiltak_code = summed.tiltak_code
            and rows_resolved.member_code = summed.member_code
            and rows_resolved.is_total = summed.is_total

)

select * from final
