with

numbered as (

    select * from {{ ref('int_rows_in_blocks') }}

),

labels_resolved as (

    select * from {{ ref('int_labels_resolved') }}

),

blocks as (

    select
        report_id,
        breakdown,
        block_no,
        print_order,
        page,
        row_no,
        label,
        label_key,
        values_key

    from numbered

    where
        is_total
        and not is_repeated_total
        and breakdown not in ('tiltak', 'labour_status')

),

tiltak_rows as (

    select
        numbered.report_id,
        numbered.print_order,
        numbered.label_key,
        numbered.values_key,
        labels_resolved.code as tiltak_code

    from numbered

    inner join labels_resolved
        on
            numbered.report_id = labels_resolved.report_id
            and numbered.page = labels_resolved.page
            and numbered.row_no = labels_resolved.row_no

    where numbered.breakdown = 'tiltak'

),

-- A block is the tiltak with the same months; either label may be the more clipped one.
matched as (

    select
        blocks.*,
        tiltak_rows.tiltak_code,
        tiltak_rows.print_order as tiltak_order,
        count(*) over (
            partition by blocks.report_id, blocks.breakdown, blocks.block_no
        ) as n_matches,
        -- twins in label and in months stand in the order of the section Tiltak
        dense_rank() over (
            partition by
                blocks.report_id, blocks.breakdown, blocks.label_key, blocks.values_key
            order by blocks.block_no
        ) as block_rank,
        dense_rank() over (
            partition by
                blocks.report_id, blocks.breakdown, blocks.label_key, blocks.values_key
            order by tiltak_rows.print_order
        ) as tiltak_rank

    from blocks

    inner join tiltak_rows
        on
            blocks.report_id = tiltak_rows.report_id
            and blocks.values_key = tiltak_rows.values_key
            and left(blocks.label_key, length(tiltak_rows.label_key))
            = left(tiltak_rows.label_key, length(blocks.label_key))

),

ranked as (

    select
        *,
        max(block_rank) over (
            partition by report_id, breakdown, label_key, values_key
        ) as n_blocks,
        max(tiltak_rank) over (
            partition by report_id, breakdown, label_key, values_key
        ) as n_tiltak

    from matched

),

resolved as (

    select
        report_id,
        breakdown,
        block_no,
        tiltak_code,
        tiltak_order

    from ranked

    where n_matches = 1 or (n_blocks = n_tiltak and block_rank = tiltak_rank)

),

final as (

    select
        blocks.report_id,
        blocks.breakdown,
        blocks.block_no,
        blocks.page,
        blocks.row_no,
        blocks.label,
        resolved.tiltak_code,
        resolved.tiltak_order,
        lag(resolved.tiltak_order) over (
            partition by blocks.report_id, blocks.breakdown
            order by blocks.block_no
        ) as previous_tiltak_order

    from blocks

    left join resolved
        on
            blocks.report_id = resolved.report_id
            and blocks.breakdown = resolved.breakdown
            and blocks.block_no = resolved.block_no

)

select * from final
