with

blocks as (

    select
        *,
        lag(tiltak_order) over (
            partition by report_id, breakdown
            order by print_order
        ) as previous_tiltak_order

    from {{ ref('int_labels_resolved') }}

    where code_list = 'block'

)

select
    report_id,
    page,
    row_no,
    {{ nav_tilt.place_of_row() }}
    || ': the block "'
    || label
    || '" comes before one that the section Tiltak prints first'
        as message

from blocks

where tiltak_order <= previous_tiltak_order
