-- The averages that TILT100 prints, its totals too, by the breakdowns of
-- fct_main_groups. An average is of January to a month: it is that of the newest report
-- up to the month.
with

reports as (

    select
        *,
        row_number() over (
            partition by report_code, last_month
            order by updated_on desc, report_id desc
        ) as vintage_rank

    from {{ ref('int_reports') }}

    where tiltak_level = 'main_group'

),

rows_resolved as (

    select * from {{ ref('int_rows_resolved') }}

    where not is_total or breakdown in ('tiltak', 'labour_status')

),

final as (

    select
        reports.last_month as month,
        case
            when not rows_resolved.is_total then rows_resolved.breakdown
            when rows_resolved.breakdown = 'tiltak' then 'all'
            else 'all_by_labour_status'
        end as breakdown,
        rows_resolved.tiltak_code,
        rows_resolved.member_code,
        rows_resolved.ytd_average,
        {{ nav_tilt.participants_min('rows_resolved.ytd_average') }} as ytd_average_min,
        -- starred when below 4 before it is rounded or after: 3.9 is 4 then
        coalesce(rows_resolved.ytd_average, {{ var('suppressed_max', 3) }} + 1)
            as ytd_average_max,
        rows_resolved.report_id

    from rows_resolved

    inner join reports
        on
            rows_resolved.report_id = reports.report_id
            and reports.vintage_rank = 1

    -- two names of a main group have two averages, which are not added
    where rows_resolved.n_names = 1

)

select * from final
