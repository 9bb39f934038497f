select
    report_id,
    page,
    row_no,
    {{ place_of_row() }}
    || ': the block "'
    || label
    || '" stands before one that the section Tiltak prints first'
        as message

from {{ ref('int_blocks_resolved') }}

where tiltak_order <= previous_tiltak_order
