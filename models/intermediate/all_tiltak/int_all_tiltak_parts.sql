-- The printed cells that make up a place over all tiltak, on the borders of the month
-- and of today. A block of stars alone is omitted by NAV: such tiltak are counted.
with

cells as (

    select * from {{ ref('int_cells_newest') }}

),

placed as (

    select * from {{ ref('int_cells_placed') }}

),

reports as (

    select * from {{ ref('int_reports') }}

),

parts as (

    select
        report_code,
        month,
        breakdown,
        member_code as code,
        member_code as former_code,
        member_code as part_code,
        true as is_comparable,
        tiltak_code,
        participants_min,
        participants_max,
        observation_status,
        report_id

    from cells

    where breakdown in ('fylke', 'kommune') and tiltak_level = 'tiltak'

    union all

    select
        reports.report_code,
        placed.month,
        'current_' || placed.borders_of as breakdown,
        placed.current_code as code,
        placed.former_code,
        placed.part_code,
        placed.is_comparable,
        placed.tiltak_code,
        placed.participants_min,
        placed.participants_max,
        placed.observation_status,
        placed.report_id

    from placed

    inner join reports
        using (report_id)

),

tiltak as (

    select
        report_code,
        month,
        count(*) as n_tiltak

    from cells

    where breakdown = 'tiltak' and tiltak_level = 'tiltak' and tiltak_code <> 'ALL'

    group by report_code, month

),

blocks as (

    select
        report_code,
        month,
        breakdown,
        max(case when tiltak_code = 'ALL' then 1 else 0 end) as n_of_all,
        count(distinct tiltak_code) as n_blocks

    from parts

    group by report_code, month, breakdown

),

final as (

    select
        parts.*,
        min(case when parts.is_comparable then 1 else 0 end) over (
            partition by parts.report_code, parts.month, parts.breakdown, parts.code
        ) = 1 as is_place_comparable,
        cast(
            (1 - blocks.n_of_all) * (tiltak.n_tiltak - blocks.n_blocks) as integer
        ) as n_left_out

    from parts

    inner join blocks
        using (report_code, month, breakdown)

    inner join tiltak
        using (report_code, month)

    -- a block over all tiltak is the total itself
    where blocks.n_of_all = 0 or parts.tiltak_code = 'ALL'

)

select * from final
