with

cells as (

    select * from {{ ref('int_cells_with_absent') }}

),

listed as (

    select
        report_id,
        breakdown,
        tiltak_code,
        count(distinct member_code) as n_members,
        count(
            distinct case when observation_status <> 'not_listed' then member_code end
        ) as n_listed

    from cells

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
