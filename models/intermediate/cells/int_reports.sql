with

reports as (

    select * from {{ ref('stg_nav__reports') }}

),

report_series as (

    select * from {{ ref('report_series') }}

),

final as (

    select
        reports.report_id,
        reports.report_code,
        report_series.tiltak_level,
        coalesce(reports.title, report_series.name_nb) as title,
        report_series.name_en as title_en,
        reports.updated_on,
        reports.first_month,
        reports.last_month,
        reports.source_file,
        reports.source_format,
        reports.source_sha256,
        reports.source_pages,
        reports.extractor_version

    from reports

    left join report_series
        on reports.report_code = report_series.report_code

)

select * from final
