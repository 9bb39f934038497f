-- The printed cells that make up a place over all tiltak, on the borders of the month
-- and of today. A block of stars alone is omitted by NAV: such tiltak are counted.
with

cells as (

    select * from {{ ref('int_cells_newest') }}

),

placed as (

    select * from {{ ref('int_cells_placed') }}

),

parts as (

    select
        report_code,
        month,
        breakdown,
        member_code as code,
        member_code as former_code,
        member_code as part_code,
        tiltak_code,
        participants_min,
        participants_max,
        observation_status,
        report_id

    from cells

    where breakdown in ('fylke', 'kommune') and tiltak_level = 'tiltak'

    union all

    select
        report_code,
        month,
        'current_' || borders_of as breakdown,
        current_code as code,
        former_code,
        part_code,
        tiltak_code,
        participants_min,
        participants_max,
        observation_status,
        report_id

    from placed

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

not_comparable as (

    select distinct
        report_code,
        month,
        'current_' || borders_of as breakdown,
        current_code as code

    from placed

    where not is_comparable

),

final as (

    select
        parts.*,
        not_comparable.code is null as is_place_comparable,
        cast((1 - blocks.n_of_all) * (tiltak.n_tiltak - blocks.n_blocks) as integer)
            as n_left_out

    from parts

    inner join blocks using (report_code, month, breakdown)

    inner join tiltak using (report_code, month)

    left join not_comparable using (report_code, month, breakdown, code)

    -- a block over all tiltak is the total itself
    where blocks.n_of_all = 0 or parts.tiltak_code = 'ALL'

)

select * from final
