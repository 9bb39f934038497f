-- What the page can show figures of, an "item": all tiltak of a report series together, whose
-- code is that of the series, then each tiltak or main group of TILT100.
create temp view item_months as
select
    report_code, report_code as item, 0 as item_order, month,
    participants_min, participants_max
from marts.fct_all_tiltak
union all
select
    report_code, tiltak_code, dim_tiltak.sort_order, month,
    participants_min, participants_max
from marts.fct_participants_by_tiltak
inner join marts.dim_report using (report_id)
inner join marts.dim_tiltak using (tiltak_code)
union all
select
    report_code,
    case when breakdown = 'all' then report_code else tiltak_code end,
    coalesce(dim_tiltak.sort_order, 0),
    month, participants_min, participants_max
from marts.fct_main_groups
inner join marts.dim_report using (report_id)
left join marts.dim_tiltak using (tiltak_code)
where breakdown in ('all', 'tiltak');

-- Every cell of a breakdown that is not of places. The total of a status is printed.
create temp view member_cells as
with

tiltak_cells as (

    select 'labour_status' as breakdown, labour_status_code as member, *
    from marts.fct_participants
    union all by name
    select 'gender' as breakdown, gender_code as member, *
    from marts.fct_participants_by_gender
    union all by name
    select 'age_group' as breakdown, age_group_code as member, *
    from marts.fct_participants_by_age_group
    union all by name
    select 'education' as breakdown, education_code as member, *
    from marts.fct_participants_by_education
    union all by name
    select 'immigrant_status' as breakdown, immigrant_status_code as member, *
    from marts.fct_participants_by_immigrant_status
    union all by name
    select 'birth_region' as breakdown, birth_region_code as member, *
    from marts.fct_participants_by_birth_region
    union all by name
    select
        'labour_status' as breakdown, labour_status_code as member,
        report_code as tiltak_code, * exclude (report_code)
    from marts.fct_all_tiltak_by_labour_status

)

select
    report_code, month, tiltak_code as item, breakdown, member,
    participants_min, participants_max
from tiltak_cells
inner join marts.dim_report using (report_id)
union all
select
    report_code,
    month,
    case when tiltak_code = 'ALL' then report_code else tiltak_code end,
    replace(breakdown, 'all_by_', ''),
    member_code,
    participants_min,
    participants_max
from marts.fct_main_groups
inner join marts.dim_report using (report_id)
where breakdown not in ('all', 'tiltak', 'fylke', 'kommune');
