-- What each label may mean. A member is a name of the seeds: the one that equals the
-- label, otherwise those that begin with it, as they all do where clipped labels made
-- twins. A block is a row of the section Tiltak with the same values, its total
-- included.
with

labels as (

    select * from {{ ref('int_labels') }}

),

tiltak_rows as (

    select * from {{ ref('int_rows_in_blocks') }}

    where breakdown = 'tiltak' and not is_repeated_total

),

names as (

    select * from {{ ref('stg_reference__names') }}

),

candidates as (

    select
        labels.*,
        names.code,
        names.name_key,
        cast(null as integer) as tiltak_order,
        names.sort_order as candidate_order,
        case
            when names.name_key = labels.label_key and not labels.is_twin then 1
            -- names of the time, and those that the series prints, come first
            when
                coalesce(names.report_code, labels.report_code) = labels.report_code
                and names.valid_from <= labels.last_month
                and names.valid_to > labels.first_month
                then 2
            else 3
        end as fit

    from labels

    inner join names
        on
            labels.code_list = names.code_list
            and left(names.name_key, length(labels.label_key)) = labels.label_key
            -- a label that ends in a comma is cut off
            and (labels.label_key <> names.name_key or labels.label not like '%,')

    union all

    -- either label of a block and its tiltak may be the more clipped one
    select
        labels.*,
        case when tiltak_rows.is_total then 'ALL' end as code,
        {{ nav_tilt.as_text('null') }} as name_key,
        tiltak_rows.print_order as tiltak_order,
        tiltak_rows.print_order as candidate_order,
        case
            when tiltak_rows.label_key = labels.label_key and not labels.is_twin then 1
            else 2
        end as fit

    from labels

    inner join tiltak_rows
        on
            labels.code_list = 'block'
            and labels.report_id = tiltak_rows.report_id
            and labels.values_key = tiltak_rows.values_key
            and left(labels.label_key, length(tiltak_rows.label_key))
            = left(tiltak_rows.label_key, length(labels.label_key))
            and (tiltak_rows.label_key <> '' or labels.label_key = '')

),

ranked as (

    select
        *,
        min(fit) over (partition by report_id, print_order) as best_fit

    from candidates

),

final as (

    select
        report_id,
        page,
        row_no,
        print_order,
        breakdown,
        label_group,
        code,
        min(name_key) as name_key,
        tiltak_order,
        candidate_order,
        count(*) over (partition by report_id, print_order) as n_candidates

    from ranked

    where fit = best_fit

    group by
        report_id, page, row_no, print_order, breakdown, label_group, code,
        tiltak_order, candidate_order

)

select * from final
