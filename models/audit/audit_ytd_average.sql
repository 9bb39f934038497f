-- The printed average must be one that the months allow: their mean, rounded, n.5
-- either way, and starred where it is below 4 before it is rounded or after. In sums of
-- months.
with

rows_resolved as (

    select * from {{ ref('int_rows_resolved') }}

),

cells as (

    select * from {{ ref('int_cells_printed') }}

),

months as (

    select
        report_id,
        breakdown,
        tiltak_code,
        member_code,
        is_total,
        count(*) as n_months,
        {{ nav_tilt.sum_participants() }}

    from cells

    group by report_id, breakdown, tiltak_code, member_code, is_total

),

compared as (

    select
        rows_resolved.report_id,
        rows_resolved.breakdown,
        rows_resolved.tiltak_code,
        rows_resolved.member_code,
        rows_resolved.is_total,
        months.n_months,
        months.n_suppressed,
        months.participants_min,
        months.participants_max,
        case
            when rows_resolved.is_ytd_suppressed then 0
            else (rows_resolved.ytd_average - 0.5) * months.n_months
        end as average_min,
        case
            -- a mean below 4 is a sum of at most 4 a month, less one
            when rows_resolved.is_ytd_suppressed
                then ({{ var('suppressed_max', 3) }} + 1) * months.n_months - 1
            else (rows_resolved.ytd_average + 0.5) * months.n_months
        end as average_max

    from rows_resolved

    left join months
        using (report_id, breakdown, tiltak_code, member_code, is_total)

),

final as (

    -- two names of a tiltak have an average each, of their own months or of all
    select
        report_id,
        breakdown,
        tiltak_code,
        member_code,
        is_total,
        cast(coalesce(max(n_months), 0) as integer) as n_months,
        cast(coalesce(max(n_suppressed), 0) as integer) as n_suppressed,
        coalesce(
            max(participants_min) <= sum(average_max)
            and max(participants_max) >= min(average_min),
            false
        )
        and count(*) = count(average_max) as holds

    from compared

    group by report_id, breakdown, tiltak_code, member_code, is_total

)

select * from final
