-- The fact with the names of its codes, so that a BI tool joins nothing. A hidden count
-- is a text and a pair of bounds: no number here reads a star as 0.
with

changes as (select * from {{ ref('fct_change').include(database=false) }}),

months as (select * from {{ ref('dim_month').include(database=false) }}),

tiltak as (select * from {{ ref('dim_tiltak').include(database=false) }}),

members as (select * from {{ ref('bi_members').include(database=false) }}),

final as (

    select
        changes.month,
        months.name_nb as month_nb,
        months.name_en as month_en,
        changes.report_code,
        changes.tiltak_code,
        coalesce(tiltak.name_nb, 'I alt') as tiltak_nb,
        coalesce(tiltak.name_en, 'In total') as tiltak_en,
        coalesce(tiltak.sort_order, 0) as tiltak_sort_order,
        changes.breakdown,
        changes.member_code,
        coalesce(members.member_nb, 'I alt') as member_nb,
        coalesce(members.member_en, 'In total') as member_en,
        {{ nav_tilt.printed_pair('changes') }} as printed,
        changes.participants_min,
        changes.participants_max,
        case
            when changes.change_on_month_min is null then '–'
            when changes.change_on_month_min = changes.change_on_month_max
                then {{ nav_tilt.as_text('changes.change_on_month_min') }}
            else
                {{ nav_tilt.as_text('changes.change_on_month_min') }}
                || ' … ' || {{ nav_tilt.as_text('changes.change_on_month_max') }}
        end as change_on_month_text,
        changes.change_on_month_min,
        changes.change_on_month_max,
        case
            when changes.change_on_year_min is null then '–'
            when changes.change_on_year_min = changes.change_on_year_max
                then {{ nav_tilt.as_text('changes.change_on_year_min') }}
            else
                {{ nav_tilt.as_text('changes.change_on_year_min') }}
                || ' … ' || {{ nav_tilt.as_text('changes.change_on_year_max') }}
        end as change_on_year_text,
        changes.change_on_year_min,
        changes.change_on_year_max,
        changes.is_comparable_on_month,
        changes.is_comparable_on_year,
        changes.month
        = max(changes.month) over (partition by changes.report_code)
            as is_newest_month,
        changes.report_id

    from changes

    inner join months using (month)

    left join tiltak using (tiltak_code)

    left join members using (breakdown, member_code)

)

select * from final
