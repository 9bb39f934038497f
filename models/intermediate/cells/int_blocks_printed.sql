-- How many members each printed block has, with a row or without. A row is one member
-- in all months, and to count in cells took seven times as long.
with

printed as (

    select * from {{ ref('int_rows_resolved') }}

    where breakdown = 'tiltak' or not is_total

),

absent as (

    select * from {{ ref('int_cells_absent') }}

),

members as (

    select distinct
        report_id,
        breakdown,
        tiltak_code,
        member_code,
        1 as is_listed

    from printed

    union all

    select distinct
        report_id,
        breakdown,
        tiltak_code,
        member_code,
        0 as is_listed

    from absent

),

listed as (

    select
        report_id,
        breakdown,
        tiltak_code,
        count(*) as n_members,
        sum(is_listed) as n_listed

    from members

    group by report_id, breakdown, tiltak_code

),

final as (

    select
        *,
        max(case when tiltak_code = 'ALL' then 1 else 0 end) over (
            partition by report_id, breakdown
        ) = 1 as has_block_of_all

    from listed

)

select * from final
