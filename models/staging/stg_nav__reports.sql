with

reports as (

    select * from {{ ref('raw_reports') }}

),

final as (

    select
        report_id,
        report_code,
        title,
        cast(updated_on as date) as updated_on,
        cast(period_from || '-01' as date) as first_month,
        cast(period_to || '-01' as date) as last_month,
        source_file,
        source_format,
        source_sha256,
        source_pages,
        extractor_version,
        row_count,
        rows_sha256

    from reports

)

select * from final
