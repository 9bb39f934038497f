-- The candidate that a label means: the only one, or of as many twins as candidates the
-- one at the same place, for NAV prints them in the order of the list. Otherwise none.
with

labels as (

    select * from {{ ref('int_labels') }}

),

candidates as (

    select * from {{ ref('int_label_candidates') }}

),

contradictions as (

    select * from {{ ref('int_label_contradictions') }}

),

viable as (

    select
        candidates.*,
        count(*) over (partition by candidates.report_id, candidates.print_order)
            as n_viable,
        dense_rank() over (
            partition by candidates.report_id, candidates.label_group
            order by candidates.print_order
        ) as twin_rank,
        dense_rank() over (
            partition by candidates.report_id, candidates.label_group
            order by candidates.candidate_order
        ) as candidate_rank

    from candidates

    left join contradictions
        using (report_id, print_order, code)

    where contradictions.code is null

),

counted as (

    select
        *,
        max(twin_rank) over (partition by report_id, label_group) as n_twins,
        max(candidate_rank) over (partition by report_id, label_group)
            as n_twin_candidates

    from viable

),

resolved as (

    select * from counted

    where
        n_viable = 1
        or (n_twins = n_twin_candidates and twin_rank = candidate_rank)

),

final as (

    select
        labels.report_id,
        labels.page,
        labels.row_no,
        labels.print_order,
        labels.breakdown,
        labels.block_start,
        labels.is_total,
        labels.label,
        labels.code_list,
        coalesce(resolved.code, tiltak_rows.code) as code,
        coalesce(resolved.name_key, tiltak_rows.name_key) as name_key,
        resolved.tiltak_order

    from labels

    left join resolved
        on
            labels.report_id = resolved.report_id
            and labels.print_order = resolved.print_order

    left join resolved as tiltak_rows
        on
            resolved.report_id = tiltak_rows.report_id
            and resolved.tiltak_order = tiltak_rows.print_order

)

select * from final
