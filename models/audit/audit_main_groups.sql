-- TILT100 prints main groups, TILT110 to TILT180 the tiltak that they contain. Both
-- come from the newest reports, which NAV may have updated on different days.
with

cells as (

    select * from {{ ref('int_cells_newest') }}

    where breakdown = 'tiltak' and tiltak_code <> 'ALL'

),

main_group_tiltak as (

    select * from {{ ref('main_groups') }}

),

tiltak as (

    select * from {{ ref('stg_reference__tiltak') }}

    where is_last_name

),

landed as (

    select distinct
        month,
        report_code

    from cells

),

group_series as (

    select
        main_group_tiltak.main_group_code,
        tiltak.report_code,
        count(*) over (partition by main_group_tiltak.main_group_code) as n_series

    from main_group_tiltak

    inner join tiltak
        using (tiltak_code)

    group by main_group_tiltak.main_group_code, tiltak.report_code

),

-- months of which all series of a main group are landed
comparable as (

    select
        landed.month,
        group_series.main_group_code

    from group_series

    inner join landed
        using (report_code)

    group by landed.month, group_series.main_group_code

    having count(*) = min(group_series.n_series)

),

summed as (

    select
        cells.month,
        main_group_tiltak.main_group_code,
        count(*) as n_tiltak,
        {{ nav_tilt.sum_participants('cells') }}

    from cells

    inner join main_group_tiltak
        using (tiltak_code)

    group by cells.month, main_group_tiltak.main_group_code

),

main_groups as (

    select * from cells

    where tiltak_level = 'main_group'

),

final as (

    select
        main_groups.month,
        main_groups.tiltak_code as main_group_code,
        main_groups.report_id,
        cast(coalesce(summed.n_tiltak, 0) as integer) as n_tiltak,
        {{ nav_tilt.bounds_meet('summed', 'main_groups') }} as holds

    from main_groups

    inner join comparable
        on
            main_groups.month = comparable.month
            and main_groups.tiltak_code = comparable.main_group_code

    -- a main group of which no tiltak is printed does not hold
    left join summed
        on
            main_groups.month = summed.month
            and main_groups.tiltak_code = summed.main_group_code

)

select * from final
