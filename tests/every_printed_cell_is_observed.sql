with

cells as (

    select * from {{ ref('int_cells_printed') }}

),

observations as (

    select * from {{ ref('int_cells_with_absent') }}

)

select
    cells.report_id,
    cells.breakdown,
    cells.member_code,
    cells.report_id || ' prints the ' || cells.breakdown || ' ' || cells.member_code
    || ', which is not valid in ' || {{ nav_tilt.as_text('cells.month') }}
    || ' by seeds/reference' as message

from cells

left join observations
    on
        cells.report_id = observations.report_id
        and cells.breakdown = observations.breakdown
        and cells.month = observations.month
        and cells.tiltak_code = observations.tiltak_code
        and cells.member_code = observations.member_code

where
    observations.report_id is null
    and not (cells.is_total and cells.breakdown <> 'tiltak')
