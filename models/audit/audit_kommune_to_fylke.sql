-- Kommuner are added up by fylke, those without a row as 0, and compared with what NAV
-- printed of the fylke in the same report, month and tiltak, or of all tiltak.
with

cells as (

    select * from {{ ref('int_cells_with_absent') }}

),

kommuner as (

    select * from {{ ref('stg_reference__kommuner') }}

),

fylker as (

    select * from {{ ref('int_fylker_printed') }}

),

fylke_blocks as (

    select distinct
        report_id,
        month,
        tiltak_code

    from fylker

),

summed as (

    select
        cells.report_id,
        cells.month,
        cells.tiltak_code,
        kommuner.fylke_code,
        count(*) as n_kommuner,
        {{ nav_tilt.sum_participants('cells') }}

    from cells

    inner join kommuner
        on cells.member_code = kommuner.kommune_code

    where cells.breakdown = 'kommune'

    group by
        cells.report_id, cells.month, cells.tiltak_code, kommuner.fylke_code

),

final as (

    select
        summed.report_id,
        summed.month,
        summed.tiltak_code,
        summed.fylke_code,
        cast(summed.n_kommuner as integer) as n_kommuner,
        summed.n_suppressed,
        {{ nav_tilt.bounds_meet('summed', 'fylker') }} as holds

    from summed

    -- a tiltak may have no block of fylker
    inner join fylke_blocks
        using (report_id, month, tiltak_code)

    -- kommuner of a fylke that is not printed do not hold
    left join fylker
        on
            summed.report_id = fylker.report_id
            and summed.month = fylker.month
            and summed.tiltak_code = fylker.tiltak_code
            and summed.fylke_code = fylker.member_code

)

select * from final
