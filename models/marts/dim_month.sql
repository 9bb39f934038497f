-- A row for each month from the first to the last that is landed, gaps too, so that a
-- series drawn over it shows them.
with

-- more months than there will be reports
calendar as (

    {{ dbt.date_spine(
        'month', "cast('2013-01-01' as date)", "cast('2100-01-01' as date)"
    ) }}

),

reports as (

    select * from {{ ref('int_reports') }}

),

months_of_year as (

    select * from {{ ref('months_of_year') }}

),

place_breaks as (

    select * from {{ ref('int_place_breaks') }}

),

-- one note where kommuner and fylker change
series_breaks as (

    select
        month,
        {{ nav_tilt.list_in_order('note_nb') }} as note_nb,
        {{ nav_tilt.list_in_order('note_en') }} as note_en,
        {{ nav_tilt.list_in_order('note_source') }} as note_source

    from place_breaks

    group by month

),

span as (

    select
        min(first_month) as first_month,
        max(last_month) as last_month

    from reports

),

months as (

    select
        cast(calendar.date_month as date) as month,
        cast(extract(year from calendar.date_month) as integer) as calendar_year,
        cast(extract(month from calendar.date_month) as integer) as month_of_year

    from calendar

    inner join span
        on calendar.date_month between span.first_month and span.last_month

),

final as (

    select
        months.month,
        months.calendar_year,
        months.month_of_year,
        months_of_year.name_nb || ' ' || {{ nav_tilt.as_text('months.calendar_year') }}
            as name_nb,
        months_of_year.name_en || ' ' || {{ nav_tilt.as_text('months.calendar_year') }}
            as name_en,
        series_breaks.month is not null as is_series_break,
        series_breaks.note_nb as series_break_note_nb,
        series_breaks.note_en as series_break_note_en,
        series_breaks.note_source as series_break_source,
        months.calendar_year * 12 + months.month_of_year as sort_order

    from months

    inner join months_of_year
        on months.month_of_year = months_of_year.month_of_year

    left join series_breaks
        on months.month = series_breaks.month

)

select * from final
