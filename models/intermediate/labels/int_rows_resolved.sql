with

reports as (

    select * from {{ ref('int_reports') }}

),

numbered as (

    select * from {{ ref('int_rows_in_blocks') }}

),

labels_resolved as (

    select * from {{ ref('int_labels_resolved') }}

),

blocks_resolved as (

    select * from {{ ref('int_blocks_resolved') }}

),

status_blocks as (

    select
        numbered.report_id,
        numbered.breakdown,
        numbered.block_no,
        labels_resolved.code as labour_status_code

    from numbered

    inner join labels_resolved
        on
            numbered.report_id = labels_resolved.report_id
            and numbered.page = labels_resolved.page
            and numbered.row_no = labels_resolved.row_no

    where numbered.breakdown = 'labour_status' and numbered.is_total

),

final as (

    select
        numbered.report_id,
        numbered.page,
        numbered.row_no,
        numbered.print_order,
        numbered.label,
        reports.tiltak_level,
        numbered.breakdown,
        numbered.block_no,
        numbered.is_total,
        case
            when numbered.breakdown in ('tiltak', 'labour_status') and numbered.is_total
                then 'ALL'
            when numbered.breakdown in ('tiltak', 'labour_status')
                then labels_resolved.code
            else blocks_resolved.tiltak_code
        end as tiltak_code,
        case
            when numbered.breakdown = 'labour_status'
                then status_blocks.labour_status_code
            when numbered.breakdown = 'tiltak' or numbered.is_total then 'ALL'
            when numbered.breakdown = 'fylke' and numbered.label_key = 'ukjent'
                then '99'
            when numbered.breakdown = 'fylke' then left(numbered.label, 2)
            when numbered.breakdown = 'kommune' and numbered.label_key = 'ukjent'
                then '9999'
            when numbered.breakdown = 'kommune' then left(numbered.label, 4)
            else labels_resolved.code
        end as member_code,
        numbered.ytd_average,
        numbered.is_ytd_suppressed

    from numbered

    inner join reports
        on numbered.report_id = reports.report_id

    left join labels_resolved
        on
            numbered.report_id = labels_resolved.report_id
            and numbered.page = labels_resolved.page
            and numbered.row_no = labels_resolved.row_no

    left join blocks_resolved
        on
            numbered.report_id = blocks_resolved.report_id
            and numbered.breakdown = blocks_resolved.breakdown
            and numbered.block_no = blocks_resolved.block_no

    left join status_blocks
        on
            numbered.report_id = status_blocks.report_id
            and numbered.breakdown = status_blocks.breakdown
            and numbered.block_no = status_blocks.block_no

    where not numbered.is_repeated_total

)

select * from final
