-- Every printed cell, repeated totals and averages too, with what its row means. A
-- view, as all it joins is stored: as a table it took a tenth of a build. No ref names
-- the database, so that it is read in a copy of the file too.
with

rows_in_blocks as (

    select * from {{ ref('int_rows_in_blocks').include(database=false) }}

),

rows_resolved as (

    select * from {{ ref('int_rows_resolved').include(database=false) }}

),

month_cells as (

    select * from {{ ref('stg_nav__cells').include(database=false) }}

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
        rows_in_blocks.report_id,
        rows_in_blocks.page,
        rows_in_blocks.row_no,
        cells.column_name,
        rows_in_blocks.section,
        rows_in_blocks.label,
        cells.printed,
        cells.month,
        rows_in_blocks.breakdown,
        rows_resolved.tiltak_code,
        rows_resolved.member_code,
        rows_in_blocks.is_total,
        rows_in_blocks.is_repeated_total

    from cells

    inner join rows_in_blocks
        using (report_id, page, row_no)

    inner join rows_resolved
        on
            rows_in_blocks.report_id = rows_resolved.report_id
            and rows_resolved.print_order = case
                -- a total that is printed again means what its block means
                when rows_in_blocks.is_repeated_total then rows_in_blocks.block_start
                else rows_in_blocks.print_order
            end

)

select * from final
