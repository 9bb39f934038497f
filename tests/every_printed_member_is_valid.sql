with

rows_resolved as (

    select * from {{ ref('int_rows_resolved') }}

    where not is_total and breakdown not in ('tiltak', 'labour_status')

),

report_months as (

    select * from {{ ref('int_report_months') }}

),

members as (

    select * from {{ ref('int_members') }}

),

printed as (

    select distinct
        report_id,
        breakdown,
        member_code

    from rows_resolved

)

select
    printed.report_id,
    printed.breakdown,
    printed.member_code,
    printed.report_id || ' prints the ' || printed.breakdown || ' '
    || printed.member_code || ', which is not valid in '
    || {{ nav_tilt.as_text('report_months.month') }} || ' by seeds/reference' as message

from printed

inner join report_months
    using (report_id)

left join members
    on
        printed.breakdown = members.breakdown
        and printed.member_code = members.member_code
        and report_months.month >= members.valid_from
        and report_months.month < members.valid_to

where members.member_code is null
