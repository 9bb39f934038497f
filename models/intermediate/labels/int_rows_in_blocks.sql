with

printed_rows as (

    select * from {{ ref('stg_nav__rows') }}

),

totals as (

    select
        report_id,
        page,
        row_no,
        lag(label_key || ' ' || values_key) over (
            partition by report_id, breakdown
            order by print_order
        ) as previous_total

    from printed_rows

    where is_total

),

marked as (

    select
        printed_rows.*,
        -- a block that continues on the next page has its total printed again there
        printed_rows.is_total
        and printed_rows.label_key || ' ' || printed_rows.values_key
        = coalesce(totals.previous_total, '') as is_repeated_total

    from printed_rows

    left join totals
        on
            printed_rows.report_id = totals.report_id
            and printed_rows.page = totals.page
            and printed_rows.row_no = totals.row_no

),

final as (

    select
        *,
        sum(case when is_total and not is_repeated_total then 1 else 0 end) over (
            partition by report_id, breakdown
            order by print_order
            rows between unbounded preceding and current row
        ) as block_no

    from marked

)

select * from final
