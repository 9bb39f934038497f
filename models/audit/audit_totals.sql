with

cells as (

    select * from {{ ref('int_cells_printed') }}

),

tiltak_rows as (

    select * from cells

    where breakdown = 'tiltak' and not is_total

),

-- each sum that a report prints: which total its members add up to
sums as (

    select
        'members add up to their tiltak' as rule,
        report_id,
        month,
        breakdown,
        tiltak_code as total_code,
        participants_min,
        participants_max

    from cells

    where breakdown <> 'tiltak' and not is_total

    union all

    select
        'tiltak add up to their labour status' as rule,
        report_id,
        month,
        breakdown,
        member_code as total_code,
        participants_min,
        participants_max

    from cells

    where breakdown = 'labour_status' and not is_total

    union all

    select
        'tiltak add up to all' as rule,
        report_id,
        month,
        breakdown,
        'ALL' as total_code,
        participants_min,
        participants_max

    from tiltak_rows

    union all

    select
        'labour statuses add up to all' as rule,
        report_id,
        month,
        breakdown,
        'ALL' as total_code,
        participants_min,
        participants_max

    from cells

    where breakdown = 'labour_status' and is_total

),

totals as (

    select
        report_id,
        month,
        tiltak_code as total_code,
        participants_min,
        participants_max

    from cells

    where breakdown = 'tiltak'

    union all

    select
        report_id,
        month,
        member_code as total_code,
        participants_min,
        participants_max

    from cells

    where breakdown = 'labour_status' and is_total

),

summed as (

    select
        rule,
        report_id,
        month,
        breakdown,
        total_code,
        count(*) as n_members,
        {{ sum_participants() }}

    from sums

    group by rule, report_id, month, breakdown, total_code

),

final as (

    select
        summed.report_id,
        summed.month,
        summed.rule,
        summed.breakdown,
        summed.total_code,
        cast(summed.n_members as integer) as n_members,
        summed.n_suppressed,
        -- a total that is not there does not hold
        coalesce(
            summed.participants_min <= totals.participants_max
            and summed.participants_max >= totals.participants_min,
            false
        ) as holds

    from summed

    left join totals
        on
            summed.report_id = totals.report_id
            and summed.month = totals.month
            and summed.total_code = totals.total_code

)

select * from final
