with

reports as (

    select * from {{ ref('int_reports') }}

),

months_of_year as (

    select * from {{ ref('months_of_year') }}

),

months as (

    select
        reports.report_id,
        reports.report_code,
        reports.updated_on,
        make_date(
            cast(extract(year from reports.first_month) as integer),
            months_of_year.month_of_year,
            1
        ) as month

    from reports

    inner join months_of_year
        on
            months_of_year.month_of_year
            between extract(month from reports.first_month)
            and extract(month from reports.last_month)

),

final as (

    select
        report_id,
        report_code,
        month,
        row_number() over (
            partition by report_code, month
            order by updated_on desc, report_id desc
        ) as vintage_rank

    from months

)

select * from final
