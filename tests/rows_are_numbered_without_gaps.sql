with

numbered as (

    select
        report_id,
        page,
        row_no,
        row_number() over (
            partition by report_id, page
            order by row_no
        ) as expected_row_no

    from {{ ref('raw_rows') }}

)

select
    report_id,
    page,
    row_no,
    {{ nav_tilt.place_of_row() }}
    || ' follows a gap: a row is lost; land the report again' as message

from numbered

where row_no <> expected_row_no
