with

printed_rows as (

    select * from {{ ref('raw_rows') }}

),

reports as (

    select * from {{ ref('raw_reports') }}

),

row_hashes as (

    select
        report_id,
        md5({{ line_as_text([
            'page', 'row_no', 'section', 'label', 'ytd_average', 'm01', 'm02', 'm03', 'm04',
            'm05', 'm06', 'm07', 'm08', 'm09', 'm10', 'm11', 'm12'
        ]) }}) as row_hash

    from printed_rows

),

content_hashes as (

    select
        report_id,
        md5({{ list_in_order('row_hash') }}) as content_hash

    from row_hashes

    group by report_id

),

report_hashes as (

    select
        reports.report_id,
        reports.report_code,
        left(reports.period_from, 4) as calendar_year,
        md5({{ line_as_text([
            'reports.report_id', 'title', 'updated_on', 'period_from', 'period_to',
            'source_file', 'source_format', 'source_sha256', 'source_pages',
            'extractor_version', 'content_hash'
        ]) }}) as report_hash

    from reports

    inner join content_hashes
        on reports.report_id = content_hashes.report_id

),

-- reports of a series and year have months in common: each may change what others say
series_hashes as (

    select
        report_code,
        calendar_year,
        md5({{ list_in_order('report_hash') }}) as series_hash

    from report_hashes

    group by report_code, calendar_year

),

final as (

    select
        report_hashes.report_id,
        series_hashes.series_hash || '{{ project_fingerprint() }}' as fingerprint

    from report_hashes

    inner join series_hashes
        on
            report_hashes.report_code = series_hashes.report_code
            and report_hashes.calendar_year = series_hashes.calendar_year

)

select * from final
