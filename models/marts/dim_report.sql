with

reports as (

    select * from {{ ref('int_reports') }}

),

final as (

    select
        report_id,
        report_code,
        title as name_nb,
        title_en as name_en,
        tiltak_level,
        updated_on,
        first_month,
        last_month,
        source_file,
        source_format,
        source_sha256,
        source_pages,
        extractor_version,
        cast(row_number() over (order by updated_on, report_id) as integer)
            as sort_order

    from reports

)

select * from final
