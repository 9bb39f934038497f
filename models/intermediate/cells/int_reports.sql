-- What a series means, and the months between a report and those before it that no
-- landed report covers.
{% set month_before = dbt.dateadd('month', -1, 'reports.first_month') -%}
with

reports as (

    select * from {{ ref('stg_nav__reports') }}

),

report_series as (

    select * from {{ ref('report_series') }}

),

-- the last month of the series that an earlier report covers
earlier as (

    select
        report_id,
        max(last_month) over (
            partition by report_code
            order by first_month, last_month, report_id
            rows between unbounded preceding and 1 preceding
        ) as landed_until

    from reports

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
        case
            when earlier.landed_until < cast({{ month_before }} as date)
                then cast({{ dbt.dateadd('month', 1, 'earlier.landed_until') }} as date)
        end as missing_from,
        case
            when earlier.landed_until < cast({{ month_before }} as date)
                then cast({{ month_before }} as date)
        end as missing_to,
        reports.source_file,
        reports.source_format,
        reports.source_sha256,
        reports.source_pages,
        reports.extractor_version

    from reports

    inner join earlier
        on reports.report_id = earlier.report_id

    left join report_series
        on reports.report_code = report_series.report_code

)

select * from final
