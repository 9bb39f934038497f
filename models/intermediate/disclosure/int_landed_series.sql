with

reports as (

    select * from {{ ref('int_reports') }}

),

series as (

    select
        report_code,
        md5({{ list_in_order('source_sha256') }}) as landed_series

    from reports

    group by report_code

),

final as (

    select
        reports.report_id,
        reports.report_code,
        series.landed_series

    from reports

    inner join series
        on reports.report_code = series.report_code

)

select * from final
