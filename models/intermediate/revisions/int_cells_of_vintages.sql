-- Every figure of every report, not only of the newest: what two of them print unlike
-- each other is a revision. Totals are breakdowns of their own, as in the facts.
with

cells as (

    select * from {{ ref('int_cells_with_absent') }}

),

printed as (

    select * from {{ ref('int_cells_printed') }}

),

reports as (

    select * from {{ ref('int_reports') }}

),

final as (

    select
        report_id,
        report_code,
        updated_on,
        tiltak_level,
        month,
        case
            when breakdown = 'tiltak' and tiltak_code = 'ALL' then 'all'
            else breakdown
        end as breakdown,
        tiltak_code,
        member_code,
        participants,
        observation_status

    from cells

    union all

    select
        reports.report_id,
        reports.report_code,
        reports.updated_on,
        reports.tiltak_level,
        printed.month,
        'all_by_labour_status' as breakdown,
        printed.tiltak_code,
        printed.member_code,
        printed.participants,
        case when printed.is_suppressed then 'suppressed' else 'observed' end
            as observation_status

    from printed

    inner join reports
        using (report_id)

    where printed.breakdown = 'labour_status' and printed.is_total

)

select * from final
