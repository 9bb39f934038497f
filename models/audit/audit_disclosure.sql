with

by_tree as (

    select * from {{ ref('int_disclosure_by_tree') }}

),

by_solver as (

    select * from {{ ref('disclosure_by_solver') }}

),

series as (

    select * from {{ ref('int_landed_series') }}

),

-- counted with the reports as they are landed now: each may change what others say
solved as (

    select by_solver.*

    from by_solver

    inner join series
        on
            by_solver.report_id = series.report_id
            and by_solver.landed_series = series.landed_series

),

final as (

    select
        by_tree.report_id,
        by_tree.month,
        by_tree.breakdown,
        by_tree.tiltak_code,
        by_tree.n_suppressed,
        coalesce(solved.n_determined, by_tree.n_determined) as n_determined,
        coalesce(solved.n_narrowed, by_tree.n_narrowed) as n_narrowed,
        by_tree.is_exact or solved.report_id is not null as is_exact

    from by_tree

    left join solved
        on
            by_tree.report_id = solved.report_id
            and by_tree.month = solved.month
            and by_tree.breakdown = solved.breakdown
            and by_tree.tiltak_code = solved.tiltak_code
            and by_tree.n_suppressed = solved.n_suppressed

)

select * from final
