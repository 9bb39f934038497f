with

labels as (

    select * from {{ ref('int_labels_resolved') }}

    where code is null and code_list <> 'block'

),

candidates as (

    select
        report_id,
        print_order,
        {{ nav_tilt.list_in_order('code') }} as codes

    from {{ ref('int_label_candidates') }}

    group by report_id, print_order

)

select distinct
    labels.report_id,
    labels.label,
    labels.report_id || ' prints "' || labels.label || '", ' || case
        when candidates.codes is not null
            then
                'which may be any of ' || candidates.codes || ', and nothing'
                || ' decides; land the workbook of this report, its names are full'
        when labels.code_list in ('tiltak', 'main_group')
            then
                'which seeds/reference/tiltak.csv does not name; add the line'
                || ' CODE,'
                || labels.code_list || ',' || left(labels.report_id, 7)
                || ',"' || labels.label || '",ENGLISH NAME,,,SORT ORDER'
                || ' with the full name'
        else
            'which seeds/reference/code_lists.csv does not name; add the line '
            || labels.code_list || ',CODE,"' || labels.label
            || '",ENGLISH NAME,SORT ORDER with the full name'
    end as message

from labels

left join candidates
    on
        labels.report_id = candidates.report_id
        and labels.print_order = candidates.print_order
