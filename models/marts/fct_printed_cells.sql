with

cells as (

    select * from {{ ref('int_cells_with_text').include(database=false) }}

),

final as (

    select
        report_id,
        page,
        row_no,
        column_name as {{ adapter.quote('column') }},
        section,
        label,
        printed,
        month,
        breakdown,
        tiltak_code,
        member_code,
        is_total,
        is_repeated_total

    from cells

)

select * from final
