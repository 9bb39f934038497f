-- Candidates whose totals are others. The status section prints longer labels than the
-- section Tiltak: those that name one tiltak give its total of each month.
with

candidates as (

    select * from {{ ref('int_label_candidates') }}

    where code is not null

),

cells as (

    select * from {{ ref('stg_nav__cells') }}

),

known_totals as (

    select
        candidates.report_id,
        candidates.code,
        cells.month,
        sum(cells.participants) as participants

    from candidates

    inner join cells
        using (report_id, page, row_no)

    where candidates.breakdown = 'labour_status' and candidates.n_candidates = 1

    group by candidates.report_id, candidates.code, cells.month

    -- a total that is hidden in one status contradicts nothing
    having count(*) = count(cells.participants)

),

final as (

    select distinct
        candidates.report_id,
        candidates.print_order,
        candidates.code

    from candidates

    inner join cells
        using (report_id, page, row_no)

    inner join known_totals
        using (report_id, code, month)

    where
        candidates.breakdown = 'tiltak'
        and cells.participants <> known_totals.participants

)

select * from final
