-- The rows whose label is a name, and what it is a name of. Rows that print one label
-- are twins: they are distinguished within a block or, if they are totals, within a
-- section.
with

reports as (

    select * from {{ ref('int_reports') }}

),

numbered as (

    select * from {{ ref('int_rows_in_blocks') }}

),

named as (

    select
        numbered.*,
        reports.report_code,
        reports.first_month,
        reports.last_month,
        case
            when numbered.is_total and numbered.breakdown = 'labour_status'
                then 'labour_status'
            when numbered.is_total then 'block'
            when numbered.breakdown in ('tiltak', 'labour_status')
                then reports.tiltak_level
            else numbered.breakdown
        end as code_list,
        concat_ws(
            ' ',
            numbered.breakdown,
            numbered.label_key,
            case when not numbered.is_total then numbered.block_start end,
            -- blocks of one label with other values are of other tiltak
            case
                when numbered.is_total and numbered.breakdown <> 'labour_status'
                    then numbered.values_key
            end
        ) as label_group

    from numbered

    inner join reports
        on numbered.report_id = reports.report_id

    -- fylker and kommuner have codes, and the total of all has no name
    where
        not numbered.is_repeated_total
        and not (numbered.is_total and numbered.breakdown = 'tiltak')
        and (numbered.is_total or numbered.breakdown not in ('fylke', 'kommune'))

),

final as (

    select
        *,
        count(*) over (partition by report_id, label_group) > 1 as is_twin

    from named

)

select * from final
