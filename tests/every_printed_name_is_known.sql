select distinct
    report_id,
    label,
    case
        when code_list in ('tiltak', 'main_group')
            then
                report_id
                || ' prints the tiltak "'
                || label
                || '", which seeds/reference/tiltak.csv does not tell from others;'
                || ' add the line CODE,' || code_list || ',"'
                || label || '",ENGLISH NAME,SORT ORDER with the full name'
        else
            report_id || ' prints "' || label
            || '", which seeds/reference/code_lists.csv does not name; add the line '
            || code_list || ',CODE,"' || label
            || '",ENGLISH NAME,SORT ORDER with the full name'
    end as message

from {{ ref('int_labels_resolved') }}

where code is null and code_list <> 'block'
