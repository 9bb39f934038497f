with

reports as (

    select * from {{ ref('int_reports') }}

),

numbered as (

    select * from {{ ref('int_rows_in_blocks') }}

),

cells as (

    select * from {{ ref('stg_nav__cells') }}

),

names as (

    select
        tiltak_level as code_list,
        tiltak_code as code,
        sort_order,
        {{ label_key('name_nb') }} as name_key

    from {{ ref('tiltak') }}

    union all

    select
        breakdown as code_list,
        code,
        sort_order,
        {{ label_key('name_nb') }} as name_key

    from {{ ref('code_lists') }}

),

labels as (

    select
        numbered.report_id,
        numbered.page,
        numbered.row_no,
        numbered.print_order,
        numbered.breakdown,
        case
            when numbered.breakdown = 'labour_status' and numbered.is_total then 0
            else numbered.block_no
        end as block_no,
        numbered.label_key,
        case
            when
                numbered.breakdown in ('tiltak', 'labour_status')
                and not numbered.is_total
                then reports.tiltak_level
            else numbered.breakdown
        end as code_list

    from numbered

    inner join reports
        on numbered.report_id = reports.report_id

    where
        not numbered.is_repeated_total
        and numbered.breakdown not in ('fylke', 'kommune')
        -- other totals name the tiltak of a block: int_blocks_resolved
        and (not numbered.is_total or numbered.breakdown = 'labour_status')

),

candidates as (

    select
        labels.*,
        names.code,
        names.sort_order,
        count(*) over (
            partition by labels.report_id, labels.page, labels.row_no
        ) as n_candidates

    from labels

    inner join names
        on
            labels.code_list = names.code_list
            and left(names.name_key, length(labels.label_key)) = labels.label_key

),

-- The status section prints longer labels: those that name a tiltak give its totals.
known_totals as (

    select
        candidates.report_id,
        candidates.code,
        cells.month,
        sum(cells.participants) as participants

    from candidates

    inner join cells
        on
            candidates.report_id = cells.report_id
            and candidates.page = cells.page
            and candidates.row_no = cells.row_no

    where
        candidates.breakdown = 'labour_status'
        and candidates.block_no > 0
        and candidates.n_candidates = 1

    group by candidates.report_id, candidates.code, cells.month

    having count(*) = count(cells.participants)

),

contradicted as (

    select distinct
        candidates.report_id,
        candidates.page,
        candidates.row_no,
        candidates.code

    from candidates

    inner join cells
        on
            candidates.report_id = cells.report_id
            and candidates.page = cells.page
            and candidates.row_no = cells.row_no

    inner join known_totals
        on
            candidates.report_id = known_totals.report_id
            and candidates.code = known_totals.code
            and cells.month = known_totals.month

    where
        candidates.breakdown = 'tiltak'
        and cells.participants <> known_totals.participants

),

viable as (

    select
        candidates.report_id,
        candidates.page,
        candidates.row_no,
        candidates.breakdown,
        candidates.block_no,
        candidates.label_key,
        candidates.code,
        count(*) over (
            partition by candidates.report_id, candidates.page, candidates.row_no
        ) as n_viable,
        -- where several rows share a label, the first row is the first of the list
        dense_rank() over (
            partition by
                candidates.report_id, candidates.breakdown,
                candidates.block_no, candidates.label_key
            order by candidates.print_order
        ) as row_rank,
        dense_rank() over (
            partition by
                candidates.report_id, candidates.breakdown,
                candidates.block_no, candidates.label_key
            order by candidates.sort_order
        ) as code_rank

    from candidates

    left join contradicted
        on
            candidates.report_id = contradicted.report_id
            and candidates.page = contradicted.page
            and candidates.row_no = contradicted.row_no
            and candidates.code = contradicted.code

    where contradicted.code is null

),

ranked as (

    select
        *,
        max(row_rank) over (
            partition by report_id, breakdown, block_no, label_key
        ) as n_rows,
        max(code_rank) over (
            partition by report_id, breakdown, block_no, label_key
        ) as n_codes

    from viable

),

resolved as (

    select
        report_id,
        page,
        row_no,
        code

    from ranked

    where n_viable = 1 or (n_rows = n_codes and row_rank = code_rank)

),

final as (

    select
        labels.report_id,
        labels.page,
        labels.row_no,
        labels.code_list,
        resolved.code

    from labels

    left join resolved
        on
            labels.report_id = resolved.report_id
            and labels.page = resolved.page
            and labels.row_no = resolved.row_no

)

select * from final
