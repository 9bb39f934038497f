with

reports as (

    select * from {{ ref('int_reports') }}

),

months_of_year as (

    select * from {{ ref('months_of_year') }}

),

series_breaks as (

    select * from {{ ref('series_breaks') }}

),

span as (

    select
        min(first_month) as first_month,
        max(last_month) as last_month

    from reports

),

-- 144 years from the first: more than there will be reports
years as (

    select
        extract(year from span.first_month)
        + 12 * (tens.month_of_year - 1) + ones.month_of_year - 1 as calendar_year,
        span.first_month,
        span.last_month

    from span

    cross join months_of_year as tens

    cross join months_of_year as ones

),

months as (

    select
        years.first_month,
        years.last_month,
        cast(years.calendar_year as integer) as calendar_year,
        months_of_year.month_of_year,
        months_of_year.name_nb,
        months_of_year.name_en,
        {{ first_of_month(
            'cast(years.calendar_year as integer)', 'months_of_year.month_of_year'
        ) }} as month

    from years

    cross join months_of_year

),

final as (

    select
        months.month,
        months.calendar_year,
        months.month_of_year,
        months.name_nb || ' ' || {{ as_text('months.calendar_year') }} as name_nb,
        months.name_en || ' ' || {{ as_text('months.calendar_year') }} as name_en,
        series_breaks.month is not null as is_series_break,
        series_breaks.note_nb as series_break_note_nb,
        series_breaks.note_en as series_break_note_en,
        series_breaks.source as series_break_source,
        months.calendar_year * 12 + months.month_of_year as sort_order

    from months

    left join series_breaks
        on months.month = series_breaks.month

    where months.month between months.first_month and months.last_month

)

select * from final
