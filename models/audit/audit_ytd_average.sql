-- The printed average must be one that the months allow, each star worth 0 to 3; it is
-- the mean of the months, rounded.
with

rows_resolved as (

    select * from {{ ref('int_rows_resolved') }}

),

cells as (

    select * from {{ ref('int_cells_printed') }}

),

summed as (

    select
        report_id,
        breakdown,
        tiltak_code,
        member_code,
        is_total,
        count(*) as n_months,
        {{ sum_participants() }}

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
        -- half a person from a mean that the months allow: n.5 is rounded either way
        coalesce(
            1.0 * summed.participants_min / summed.n_months - 0.5
            <= {{ participants_max('rows_resolved.ytd_average') }}
            and 1.0 * summed.participants_max / summed.n_months + 0.5
            >= {{ participants_min('rows_resolved.ytd_average') }},
            false
        ) as holds

    from rows_resolved

    left join summed
        using (report_id, breakdown, tiltak_code, member_code, is_total)

)

select * from final
