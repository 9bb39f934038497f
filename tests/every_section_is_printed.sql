{{ config(severity='warn') }}

select
    report_id,
    breakdown,
    report_id || ' has no section on ' || breakdown || ', so its fact has no rows'
    || case
        when breakdown = 'kommune'
            then
                '; counts of divided fylker cannot be given to the fylker of today then'
        else ''
    end as message

from {{ ref('audit_coverage') }}

where not is_section_printed

group by report_id, breakdown
