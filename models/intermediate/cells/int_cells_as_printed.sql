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

-- a total that is printed again means what its block means
meanings as (

    select
        rows_in_blocks.report_id,
        rows_in_blocks.page,
        rows_in_blocks.row_no,
        rows_in_blocks.section,
        rows_in_blocks.label,
        rows_in_blocks.printed_ytd_average,
        rows_in_blocks.breakdown,
        rows_resolved.tiltak_code,
        rows_resolved.member_code,
        rows_in_blocks.is_total,
        rows_in_blocks.is_repeated_total

    from rows_in_blocks

    left join rows_resolved
        on
            rows_in_blocks.report_id = rows_resolved.report_id
            and rows_in_blocks.breakdown = rows_resolved.breakdown
            and rows_in_blocks.is_total = rows_resolved.is_total
            and (
                rows_in_blocks.is_repeated_total
                and rows_in_blocks.block_no = rows_resolved.block_no
                or rows_in_blocks.print_order = rows_resolved.print_order
            )

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
