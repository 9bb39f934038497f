-- A total starts a block, unless it is the total before it again, label and values
-- alike: NAV prints it on each page that the block runs over.
with

printed_rows as (

    select
        *,
        case when is_total then label_key || ' ' || values_key end as total

    from {{ ref('stg_nav__rows') }}

),

marked as (

    select
        *,
        -- a block that continues on the next page has its total printed again there
        coalesce(
            total = lag(total) over (
                partition by report_id, breakdown, is_total
                order by print_order
            ),
            false
        ) as is_repeated_total

    from printed_rows

),

final as (

    select
        report_id,
        page,
        row_no,
        print_order,
        section,
        breakdown,
        label,
        label_key,
        is_total,
        values_key,
        printed_ytd_average,
        ytd_average,
        is_ytd_suppressed,
        is_repeated_total,
        max(case when is_total and not is_repeated_total then print_order end) over (
            partition by report_id, breakdown
            order by print_order
            rows between unbounded preceding and current row
        ) as block_start

    from marked

)

select * from final
