-- One row per landed report, the newest first.
select
    report.report_id,
    report.report_code,
    report.updated_on,
    first_month.name_nb as first_nb,
    first_month.name_en as first_en,
    last_month.name_nb as last_nb,
    last_month.name_en as last_en,
    report.source_pages

from marts.dim_report as report

inner join marts.dim_month as first_month
    on report.first_month = first_month.month

inner join marts.dim_month as last_month
    on report.last_month = last_month.month

order by report.updated_on desc, report.report_code
