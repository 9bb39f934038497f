-- What each label may mean. A member is a name of the seeds: the one that equals the
-- label, otherwise those that begin with it, as they all do where clipped labels made
-- twins. A block is a row of the section Tiltak with the same values.
with

labels as (

    select * from {{ ref('int_labels') }}

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

tiltak_rows as (

    select * from labels

    where breakdown = 'tiltak'

),

candidates as (

    select
        labels.*,
        names.code,
        cast(null as integer) as tiltak_order,
        names.sort_order as candidate_order,
        names.name_key as candidate_key

    from labels

    inner join names
        on
            labels.code_list = names.code_list
            and left(names.name_key, length(labels.label_key)) = labels.label_key

    union all

    -- either label of a block and its tiltak may be the more clipped one
    select
        labels.*,
        {{ as_text('null') }} as code,
        tiltak_rows.print_order as tiltak_order,
        tiltak_rows.print_order as candidate_order,
        tiltak_rows.label_key as candidate_key

    from labels

    inner join tiltak_rows
        on
            labels.code_list = 'block'
            and labels.report_id = tiltak_rows.report_id
            and labels.values_key = tiltak_rows.values_key
            and left(labels.label_key, length(tiltak_rows.label_key))
            = left(tiltak_rows.label_key, length(labels.label_key))

),

ranked as (

    select
        *,
        max(case when candidate_key = label_key and not is_twin then 1 else 0 end)
            over (partition by report_id, print_order)
            as has_equal

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
        tiltak_order,
        candidate_order,
        count(*) over (partition by report_id, print_order) as n_candidates

    from ranked

    where has_equal = 0 or candidate_key = label_key

)

select * from final
