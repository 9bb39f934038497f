with

cells as (

    select * from {{ ref('int_cells_with_absent') }}

),

-- the vintages of each month, newest first
vintages as (

    select
        report_id,
        month,
        row_number() over (
            partition by report_code, month
            order by updated_on desc, report_id desc
        ) as vintage_rank

    from cells

    group by report_id, report_code, updated_on, month

),

final as (

    select
        cells.month,
        cells.report_code,
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

    inner join vintages
        using (report_id, month)

    where vintages.vintage_rank = 1

)

select * from final
