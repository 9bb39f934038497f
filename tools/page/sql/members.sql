-- One row per member of a breakdown, in print order.
with

members as (

    select 'labour_status' as breakdown, labour_status_code as member, name_nb, name_en, sort_order
    from marts.dim_labour_status
    union all
    select 'gender', gender_code, name_nb, name_en, sort_order from marts.dim_gender
    union all
    select 'age_group', age_group_code, name_nb, name_en, sort_order from marts.dim_age_group
    union all
    select 'education', education_code, name_nb, name_en, sort_order from marts.dim_education
    union all
    select 'immigrant_status', immigrant_status_code, name_nb, name_en, sort_order
    from marts.dim_immigrant_status
    union all
    select 'birth_region', birth_region_code, name_nb, name_en, sort_order
    from marts.dim_birth_region

)

select breakdown, member, name_nb, name_en from members order by breakdown, sort_order
