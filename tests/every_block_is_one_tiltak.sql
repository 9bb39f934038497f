select
    report_id,
    page,
    row_no,
    {{ nav_tilt.place_of_row() }} || ': the total row "' || label || '" has neither'
    || ' the label nor the months of exactly one tiltak in the section Tiltak'
        as message

from {{ ref('int_labels_resolved') }}

where code_list = 'block' and code is null
