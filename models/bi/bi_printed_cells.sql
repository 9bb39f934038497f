with

cells as (select * from {{ ref('fct_printed_cells').include(database=false) }}),

reports as (select * from {{ ref('dim_report').include(database=false) }}),

months as (select * from {{ ref('dim_month').include(database=false) }}),

tiltak as (select * from {{ ref('dim_tiltak').include(database=false) }}),

members as (select * from {{ ref('bi_members').include(database=false) }}),

final as (

    select
        cells.report_id,
        reports.report_code,
        cells.page,
        cells.row_no,
        cells.{{ adapter.quote('column') }} as column_name,
        cells.section,
        cells.label,
        cells.printed,
        cells.month,
        months.name_nb as month_nb,
        months.name_en as month_en,
        cells.tiltak_code,
        coalesce(tiltak.name_nb, 'I alt') as tiltak_nb,
        coalesce(tiltak.name_en, 'In total') as tiltak_en,
        coalesce(tiltak.sort_order, 0) as tiltak_sort_order,
        cells.breakdown,
        cells.member_code,
        coalesce(members.member_nb, 'I alt') as member_nb,
        coalesce(members.member_en, 'In total') as member_en,
        cells.is_total,
        cells.is_repeated_total

    from cells

    inner join reports using (report_id)

    left join months on cells.month = months.month

    left join tiltak using (tiltak_code)

    left join members using (breakdown, member_code)

)

select * from final
