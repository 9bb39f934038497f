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

figures as (

    select
        report_id,
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
        report_id,
        month,
        'all_by_labour_status' as breakdown,
        tiltak_code,
        member_code,
        participants,
        case when is_suppressed then 'suppressed' else 'observed' end
            as observation_status

    from printed

    where breakdown = 'labour_status' and is_total

),

final as (

    select
        figures.report_id,
        reports.report_code,
        reports.updated_on,
        reports.tiltak_level,
        figures.month,
        figures.breakdown,
        figures.tiltak_code,
        figures.member_code,
        figures.participants,
        figures.observation_status

    from figures

    inner join reports
        using (report_id)

)

select * from final
