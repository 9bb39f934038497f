with

rows_resolved as (

    select * from {{ ref('int_rows_resolved') }}

),

cells as (

    select * from {{ ref('stg_nav__cells') }}

),

final as (

    select
        rows_resolved.report_id,
        rows_resolved.tiltak_level,
        rows_resolved.breakdown,
        rows_resolved.tiltak_code,
        rows_resolved.member_code,
        rows_resolved.is_total,
        cells.month,
        cells.participants,
        cells.is_suppressed,
        {{ participants_min('cells.participants') }} as participants_min,
        {{ participants_max('cells.participants') }} as participants_max

    from rows_resolved

    inner join cells
        using (report_id, page, row_no)

)

select * from final
