-- Each count beside that of the month before and of the same month a year before. The
-- difference of two counts with stars is a pair of bounds.
with

counts as (

    select * from {{ ref('int_counts_on_current_borders') }}

),

-- a break of labour statuses or of places does not concern these counts
series_breaks as (

    select * from {{ ref('series_breaks') }}

    where breakdown = 'tiltak'

),

months as (

    select distinct
        month,
        report_code

    from counts

),

-- counts with as many breaks before them may be compared
eras as (

    select
        months.month,
        months.report_code,
        count(series_breaks.month) as era

    from months

    left join series_breaks
        on
            months.report_code = series_breaks.report_code
            and months.month >= series_breaks.month

    group by months.month, months.report_code

),

dated as (

    select
        counts.*,
        extract(year from counts.month) * 12 + extract(month from counts.month)
            as month_no,
        -- null after a split, so that nothing equals it
        case when counts.participants_min is not null then eras.era end as era

    from counts

    inner join eras
        using (month, report_code)

),

final as (

    select
        dated.month,
        dated.report_code,
        dated.breakdown,
        dated.tiltak_code,
        dated.member_code,
        dated.participants,
        dated.participants_min,
        dated.participants_max,
        dated.participants - month_before.participants as change_on_month,
        dated.participants_min - month_before.participants_max as change_on_month_min,
        dated.participants_max - month_before.participants_min as change_on_month_max,
        dated.participants - year_before.participants as change_on_year,
        dated.participants_min - year_before.participants_max as change_on_year_min,
        dated.participants_max - year_before.participants_min as change_on_year_max,
        coalesce(dated.era = month_before.era, false) as is_comparable_on_month,
        coalesce(dated.era = year_before.era, false) as is_comparable_on_year,
        dated.report_id,
        month_before.report_id as month_before_report_id,
        year_before.report_id as year_before_report_id

    from dated

    left join dated as month_before
        on
            dated.report_code = month_before.report_code
            and dated.breakdown = month_before.breakdown
            and dated.tiltak_code = month_before.tiltak_code
            and dated.member_code = month_before.member_code
            and dated.month_no = month_before.month_no + 1

    left join dated as year_before
        on
            dated.report_code = year_before.report_code
            and dated.breakdown = year_before.breakdown
            and dated.tiltak_code = year_before.tiltak_code
            and dated.member_code = year_before.member_code
            and dated.month_no = year_before.month_no + 12

)

select * from final
