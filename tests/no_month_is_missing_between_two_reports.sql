{{ config(severity='warn') }}

select distinct
    report_id,
    report_code || ' lacks the months from ' || {{ nav_tilt.as_text('missing_from') }}
    || ' to ' || {{ nav_tilt.as_text('missing_to') }} || ', before ' || report_id
    || '; land the report of their year' as message

from {{ ref('audit_coverage') }}

where missing_from is not null
