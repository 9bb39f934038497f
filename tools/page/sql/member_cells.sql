-- One row per item, member of a breakdown and month. What NAV does not print of all tiltak
-- together is a sum with bounds; NAV leaves the block of a small tiltak out: its persons can be
-- in any of the members.
with

blocks as (

    select distinct report_code, item, month, breakdown from member_cells

),

to_sum as (

    select report_code, month, breakdown from blocks
    except
    select report_code, month, breakdown from blocks where item = report_code

),

left_out as (

    select
        to_sum.report_code,
        to_sum.month,
        to_sum.breakdown,
        sum(item_months.participants_max) as participants_max

    from to_sum

    inner join item_months
        on
            to_sum.report_code = item_months.report_code
            and to_sum.month = item_months.month
            and item_months.item_order > 0

    anti join blocks
        on
            item_months.item = blocks.item
            and to_sum.month = blocks.month
            and to_sum.breakdown = blocks.breakdown

    group by to_sum.report_code, to_sum.month, to_sum.breakdown

),

all_tiltak as (

    select
        cells.report_code as item,
        cells.breakdown,
        cells.member,
        cells.month,
        sum(cells.participants_min) as participants_min,
        sum(cells.participants_max) + coalesce(any_value(left_out.participants_max), 0)
            as participants_max

    from member_cells as cells

    inner join to_sum using (report_code, month, breakdown)

    left join left_out using (report_code, month, breakdown)

    group by cells.report_code, cells.breakdown, cells.member, cells.month

)

select * from all_tiltak

union all

select item, breakdown, member, month, participants_min, participants_max
from member_cells

order by item, breakdown, member, month
