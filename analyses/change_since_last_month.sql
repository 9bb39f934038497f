-- How did all tiltak of each report change since the month before and since a year ago?
select
    month,
    report_code,
    participants,
    change_on_month,
    is_comparable_on_month,
    change_on_year,
    is_comparable_on_year
from marts.fct_change
where breakdown = 'all'
order by report_code asc, month desc;
