-- What a fact must add up to, from the printed rows alone: a label that is resolved
-- wrongly moves no number here.
with

cells as (

    select * from {{ ref('stg_nav__cells') }}

),

printed_rows as (

    select * from {{ ref('int_rows_in_blocks') }}

),

-- a section of one block over all tiltak has no rows of a tiltak
blocks_of_all as (

    select * from printed_rows

    where is_total and label_key = '' and breakdown <> 'tiltak'

),

final as (

    select
        cells.report_id,
        printed_rows.breakdown,
        cells.month,
        count(*) - count(cells.participants) as n_stars,
        coalesce(sum(cells.participants), 0) as sum_of_numbers

    from cells

    inner join printed_rows
        using (report_id, page, row_no)

    left join blocks_of_all
        on
            printed_rows.report_id = blocks_of_all.report_id
            and printed_rows.breakdown = blocks_of_all.breakdown
            and printed_rows.block_no = blocks_of_all.block_no

    where not printed_rows.is_total and blocks_of_all.report_id is null

    group by cells.report_id, printed_rows.breakdown, cells.month

)

select * from final
