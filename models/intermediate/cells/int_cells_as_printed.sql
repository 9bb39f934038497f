-- Every printed cell, repeated totals and averages too, with what its row was resolved
-- to.
with

rows_in_blocks as (

    select * from {{ ref('int_rows_in_blocks') }}

),

rows_resolved as (

    select * from {{ ref('int_rows_resolved') }}

),

month_cells as (

    select * from {{ ref('stg_nav__cells') }}

),

-- a total that is printed again means what its block means: joined by the first row of
-- the block. An `or` in the join compared each row with each, and took 2/3 of a build.
ordered as (

    select
        *,
        case
            when is_repeated_total
                then min(case when is_total then print_order end) over (
                        partition by report_id, breakdown, block_no
                    )
            else print_order
        end as order_of_meaning

    from rows_in_blocks

),

meanings as (

    select
        ordered.report_id,
        ordered.page,
        ordered.row_no,
        ordered.section,
        ordered.label,
        ordered.printed_ytd_average,
        ordered.breakdown,
        rows_resolved.tiltak_code,
        rows_resolved.member_code,
        ordered.is_total,
        ordered.is_repeated_total

    from ordered

    left join rows_resolved
        on
            ordered.report_id = rows_resolved.report_id
            and ordered.order_of_meaning = rows_resolved.print_order

),

cells as (

    select
        report_id,
        page,
        row_no,
        {{ nav_tilt.as_text('month') }} as column_name,
        month,
        printed

    from month_cells

    union all

    select
        report_id,
        page,
        row_no,
        'ytd_average' as column_name,
        cast(null as date) as month,
        printed_ytd_average as printed

    from rows_in_blocks

    where printed_ytd_average is not null

),

final as (

    select
        meanings.report_id,
        meanings.page,
        meanings.row_no,
        cells.column_name,
        meanings.section,
        meanings.label,
        cells.printed,
        cells.month,
        meanings.breakdown,
        meanings.tiltak_code,
        meanings.member_code,
        meanings.is_total,
        meanings.is_repeated_total

    from cells

    inner join meanings
        using (report_id, page, row_no)

)

select * from final
