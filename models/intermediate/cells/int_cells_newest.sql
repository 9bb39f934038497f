with

cells as (

    select * from {{ ref('int_cells_with_absent') }}

),

newest as (

    select * from {{ ref('int_report_months') }}

    where vintage_rank = 1

),

final as (

    select
        cells.month,
        newest.report_code,
        cells.tiltak_level,
        cells.breakdown,
        cells.tiltak_code,
        cells.member_code,
        cells.participants,
        cells.participants_min,
        cells.participants_max,
        cells.observation_status,
        cells.report_id

    from cells

    inner join newest
        using (report_id, month)

)

select * from final
