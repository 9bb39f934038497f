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

landed as (

    select by_solver.*

    from by_solver

    inner join series
        on
            by_solver.report_id = series.report_id
            and by_solver.landed_series = series.landed_series

)

select
    landed.report_id,
    landed.month,
    landed.breakdown,
    landed.tiltak_code,
    'seeds/audit has other counts of ' || landed.report_id || ', ' || landed.breakdown
    || ' ' || landed.tiltak_code || ' than its sums allow; run python -m disclosure'
        as message

from landed

left join by_tree
    on
        landed.report_id = by_tree.report_id
        and landed.month = by_tree.month
        and landed.breakdown = by_tree.breakdown
        and landed.tiltak_code = by_tree.tiltak_code

where
    not coalesce(
        landed.n_suppressed = by_tree.n_suppressed
        and landed.n_determined >= by_tree.n_determined
        and (
            not by_tree.is_exact
            or (
                landed.n_determined = by_tree.n_determined
                and landed.n_narrowed = by_tree.n_narrowed
            )
        ),
        false
    )
