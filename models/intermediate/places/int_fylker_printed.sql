-- What NAV printed of fylker: of each tiltak, and added over all of them where every
-- tiltak has a block of fylker, for a block of kommuner may be over all.
with

cells as (

    select * from {{ ref('int_cells_with_absent') }}

),

blocks as (

    select * from {{ ref('int_blocks_printed') }}

),

-- reports in which every tiltak has a block of fylker
complete as (

    select report_id

    from blocks

    where tiltak_code <> 'ALL' and breakdown in ('tiltak', 'fylke')

    group by report_id

    having
        count(case when breakdown = 'tiltak' then 1 end)
        = count(case when breakdown = 'fylke' then 1 end)

),

final as (

    select
        report_id,
        month,
        tiltak_code,
        member_code,
        participants_min,
        participants_max

    from cells

    where breakdown = 'fylke'

    union all

    select
        cells.report_id,
        cells.month,
        'ALL' as tiltak_code,
        cells.member_code,
        sum(cells.participants_min) as participants_min,
        sum(cells.participants_max) as participants_max

    from cells

    inner join complete
        using (report_id)

    where cells.breakdown = 'fylke' and cells.tiltak_code <> 'ALL'

    group by cells.report_id, cells.month, cells.member_code

)

select * from final
