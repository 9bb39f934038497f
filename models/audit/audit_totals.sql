-- Every printed total and what its members leave of it. It starts from the totals, so
-- that a total whose members are lost is a row too: absence is no figure of its own.
with

cells as (

    select * from {{ ref('int_cells_printed') }}

),

tiltak_rows as (

    select * from {{ ref('int_cells_printed') }}

    where breakdown = 'tiltak'

),

-- each cell as the total of a sum or as one of its members
parts as (

    select
        false as is_by_status,
        report_id,
        month,
        breakdown,
        case
            when breakdown = 'tiltak' then 'ALL'
            when breakdown = 'labour_status' then member_code
            else tiltak_code
        end as total_code,
        is_total,
        is_total as is_total_of_block,
        participants_min,
        participants_max

    from cells

    union all

    select
        true as is_by_status,
        report_id,
        month,
        'labour_status' as breakdown,
        tiltak_code as total_code,
        breakdown = 'tiltak' as is_total,
        false as is_total_of_block,
        participants_min,
        participants_max

    from cells

    where breakdown in ('tiltak', 'labour_status')

),

summed as (

    select
        is_by_status,
        report_id,
        month,
        breakdown,
        total_code,
        case when breakdown <> 'labour_status' then total_code end as tiltak_code,
        count(case when not is_total then 1 end) as n_members,
        sum(count(case when not is_total then 1 end)) over (
            partition by is_by_status, report_id, breakdown
        ) as n_members_of_section,
        bool_or(is_total_of_block) as is_printed_as_block,
        max(case when is_total then participants_min end) as total_min,
        max(case when is_total then participants_max end) as total_max,
        sum(case when is_total then 0 else participants_min end) as members_min,
        sum(case when is_total then 0 else participants_max end) as members_max

    from parts

    group by is_by_status, report_id, month, breakdown, total_code

),

final as (

    select
        summed.report_id,
        summed.month,
        case
            when summed.is_by_status then 'labour statuses add up to their tiltak'
            else 'members add up to their total'
        end as rule,
        summed.breakdown,
        summed.total_code,
        cast(summed.n_members as integer) as n_members,
        cast(
            (summed.members_max - summed.members_min) / {{ var('suppressed_max', 3) }}
            as integer
        ) as n_suppressed,
        -- a member without a row counts 0, unless none of a block has one; a total that
        -- is not there, or is another than its tiltak has, does not hold
        coalesce(
            summed.members_min <= summed.total_max
            and summed.members_max >= summed.total_min
            and (summed.n_members > 0 or not summed.is_printed_as_block)
            and coalesce(summed.total_min = tiltak_rows.participants_min, true)
            and coalesce(summed.total_max = tiltak_rows.participants_max, true),
            false
        ) as holds

    from summed

    left join tiltak_rows
        using (report_id, month, tiltak_code)

    -- a workbook may lack the section of labour statuses
    where summed.is_printed_as_block or summed.n_members_of_section > 0

)

select * from final
