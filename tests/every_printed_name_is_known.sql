with

labels_resolved as (

    select * from {{ ref('int_labels_resolved') }}

),

rows_numbered as (

    select * from {{ ref('int_rows_in_blocks') }}

)

select distinct
    labels_resolved.report_id,
    rows_numbered.label,
    case
        when labels_resolved.code_list in ('tiltak', 'main_group')
            then
                labels_resolved.report_id
                || ' prints the tiltak "'
                || rows_numbered.label
                || '", which seeds/reference/tiltak.csv does not tell from others;'
                || ' add the line CODE,' || labels_resolved.code_list || ',"'
                || rows_numbered.label || '",ENGLISH NAME,SORT ORDER with the full name'
        else
            labels_resolved.report_id || ' prints "' || rows_numbered.label
            || '", which seeds/reference/code_lists.csv does not name; add the line '
            || labels_resolved.code_list || ',CODE,"' || rows_numbered.label
            || '",ENGLISH NAME,SORT ORDER with the full name'
    end as message

from labels_resolved

inner join rows_numbered
    on
        labels_resolved.report_id = rows_numbered.report_id
        and labels_resolved.page = rows_numbered.page
        and labels_resolved.row_no = rows_numbered.row_no

where labels_resolved.code is null
