-- One row per landed report, the newest first.
select
    dim_report.report_id,
    dim_report.report_code,
    dim_report.updated_on,
    dim_report.first_month,
    dim_report.last_month,
    lower(dim_month.name_nb) as last_month_nb,
    dim_report.source_pages

from marts.dim_report

inner join marts.dim_month
    on dim_report.last_month = dim_month.month

order by dim_report.updated_on desc, dim_report.report_code
