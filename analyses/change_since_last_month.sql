-- How did all tiltak of each report change since the month before and since a year ago?
-- With a star in it, a change is a pair.
select
    month,
    report_code,
    printed as participants,
    change_on_month_text as change_on_month,
    is_comparable_on_month,
    change_on_year_text as change_on_year,
    is_comparable_on_year
from bi.bi_change
where breakdown = 'all'
order by report_code asc, month desc;
