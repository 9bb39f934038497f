-- Breaks of place follow from the codes of kommuner and fylker and concern every
-- series; the others are written by hand, each with the series and member that it
-- concerns.
with

place_breaks as (

    select * from {{ ref('int_place_breaks') }}

),

series_breaks as (

    select * from {{ ref('series_breaks') }}

),

report_series as (

    select * from {{ ref('report_series') }}

),

breaks as (

    select
        place_breaks.month,
        report_series.report_code,
        place_breaks.breakdown,
        'ALL' as member_code,
        place_breaks.note_nb,
        place_breaks.note_en,
        place_breaks.note_source

    from place_breaks

    cross join report_series

    union all

    select
        month,
        report_code,
        breakdown,
        member_code,
        note_nb,
        note_en,
        source as note_source

    from series_breaks

),

final as (

    select
        month,
        report_code,
        breakdown,
        member_code,
        note_nb as name_nb,
        note_en as name_en,
        note_source,
        cast(
            row_number() over (
                order by month, report_code, breakdown, member_code
            ) as integer
        ) as sort_order

    from breaks

)

select * from final
