-- Each printed row, its totals once, with the tiltak and the member that it means: by
-- its own label, by the label of its block and, in fylker and kommuner, by its code.
with

reports as (

    select * from {{ ref('int_reports') }}

),

numbered as (

    select * from {{ ref('int_rows_in_blocks') }}

    where not is_repeated_total

),

labels as (

    select * from {{ ref('int_labels_resolved') }}

),

blocks as (

    select * from labels

    where is_total

),

resolved as (

    select
        numbered.report_id,
        numbered.page,
        numbered.row_no,
        numbered.print_order,
        numbered.label,
        reports.tiltak_level,
        numbered.breakdown,
        numbered.block_start,
        numbered.is_total,
        case
            when numbered.breakdown not in ('tiltak', 'labour_status') then blocks.code
            when numbered.is_total then 'ALL'
            else labels.code
        end as tiltak_code,
        case
            when numbered.breakdown = 'labour_status' then blocks.code
            when numbered.breakdown = 'tiltak' or numbered.is_total then 'ALL'
            -- Ukjent (unknown) is printed without a code
            when numbered.breakdown = 'fylke' and numbered.label_key = 'ukjent'
                then '99'
            when numbered.breakdown = 'fylke' then left(numbered.label, 2)
            when numbered.breakdown = 'kommune' and numbered.label_key = 'ukjent'
                then '9999'
            when numbered.breakdown = 'kommune' then left(numbered.label, 4)
            else labels.code
        end as member_code,
        -- a tiltak that changed its name may be printed under both
        coalesce(
            case
                when numbered.breakdown in ('tiltak', 'labour_status')
                    then labels.name_key
                else blocks.name_key
            end,
            ''
        ) as tiltak_name_key,
        numbered.ytd_average,
        numbered.is_ytd_suppressed

    from numbered

    inner join reports
        on numbered.report_id = reports.report_id

    left join labels
        on
            numbered.report_id = labels.report_id
            and numbered.print_order = labels.print_order

    left join blocks
        on
            numbered.report_id = blocks.report_id
            and numbered.breakdown = blocks.breakdown
            and numbered.block_start = blocks.block_start

),

final as (

    select
        *,
        count(*) over (
            partition by report_id, breakdown, tiltak_code, member_code, is_total
        ) as n_names

    from resolved

)

select * from final
