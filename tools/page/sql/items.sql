-- One row per item, those of a series together, all its tiltak first.
with

names as (

    select
        report_code as item,
        split_part(arg_max(name_nb, updated_on), '.', 1) as name_nb,
        arg_max(name_en, updated_on) as name_en

    from marts.dim_report

    group by report_code

    union all

    select tiltak_code, name_nb, name_en from marts.dim_tiltak

)

select distinct
    item_months.report_code,
    item_months.item,
    item_months.item_order,
    names.name_nb,
    names.name_en

from item_months

inner join names using (item)

order by item_months.report_code, item_months.item_order
