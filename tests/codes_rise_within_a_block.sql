with

coded_rows as (

    select
        *,
        lag(member_code) over (
            partition by report_id, breakdown, block_start
            order by print_order
        ) as previous_code

    from {{ ref('int_rows_resolved') }}

    -- NAV's own buckets have no order among the codes
    where
        breakdown in ('fylke', 'kommune')
        and not is_total
        and member_code not in ('97', '99', '2100', '9999')

)

select
    report_id,
    page,
    row_no,
    {{ nav_tilt.place_of_row() }} || ': code ' || member_code || ' follows '
    || previous_code || '; rows are moved or a code is wrong' as message

from coded_rows

where member_code <= previous_code
