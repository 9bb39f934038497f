-- one row per series: its reports, the months that they cover, and the months between that none does
with

reports as (

    select * from marts.dim_report

),

months as (

    select distinct
        report_code,
        cast(unnest(generate_series(first_month, last_month, interval 1 month)) as date) as month

    from reports

),

neighbours as (

    select
        report_code,
        month,
        lead(month) over (partition by report_code order by month) as next_month

    from months

),

gaps as (

    select
        report_code,
        strftime(month + interval 1 month, '%Y-%m') as first_missing,
        strftime(next_month - interval 1 month, '%Y-%m') as last_missing

    from neighbours

    where next_month > month + interval 1 month

),

gaps_of_series as (

    select
        report_code,
        string_agg(
            first_missing
            || case when last_missing > first_missing then ' to ' || last_missing else '' end,
            ', ' order by first_missing
        ) as missing

    from gaps

    group by report_code

),

months_of_series as (

    select
        report_code,
        count(*) as n_months,
        max(month) as newest_month

    from months

    group by report_code

),

reports_of_series as (

    select
        report_code,
        count(*) as n_reports

    from reports

    group by report_code

),

final as (

    select
        report_code,
        n_reports,
        n_months,
        strftime(newest_month, '%B %Y') as newest_month,
        missing

    from reports_of_series

    inner join months_of_series using (report_code)

    left join gaps_of_series using (report_code)

    order by report_code

)

select * from final
