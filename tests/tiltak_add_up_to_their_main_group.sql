{{ config(severity='warn') }}

select
    month,
    main_group_code,
    report_id || ' has other people of ' || main_group_code || ' in '
    || {{ nav_tilt.as_text('month') }}
    || ' than the reports on its tiltak; one of them may be newer,'
    || ' or seeds/reference/main_groups.csv lacks one of the tiltak' as message

from {{ ref('audit_main_groups') }}

where not holds
