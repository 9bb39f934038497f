with

disclosure as (

    select * from {{ ref('audit_disclosure') }}

),

rows_resolved as (

    select * from {{ ref('int_rows_resolved') }}

),

sections as (

    select * from {{ ref('sections') }}

),

-- where the first row of the block is printed
places as (

    select
        report_id,
        breakdown,
        tiltak_code,
        min(page) as page

    from rows_resolved

    group by report_id, breakdown, tiltak_code

)

select
    disclosure.report_id,
    disclosure.month,
    disclosure.breakdown,
    disclosure.tiltak_code,
    disclosure.report_id || ', page ' || {{ nav_tilt.as_text('places.page') }}
    || ', section ' || sections.section || ', ' || disclosure.tiltak_code || ', '
    || {{ nav_tilt.as_text('disclosure.month') }} || ': no counts can have these sums'
        as message

from disclosure

left join places
    on
        disclosure.report_id = places.report_id
        and disclosure.breakdown = places.breakdown
        and disclosure.tiltak_code = places.tiltak_code

left join sections
    on disclosure.breakdown = sections.breakdown

where disclosure.audit_status = 'contradictory' and disclosure.breakdown <> 'SEVERAL'
