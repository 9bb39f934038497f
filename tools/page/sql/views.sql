-- What the page means by "latest": the last month of each series of reports.
create temp view latest as
select report_code, max(last_month) as month from marts.dim_report group by report_code;

-- Every figure that has a series: totals of reports, tiltak, and main groups of TILT100.
create temp view figures as
select
    'report' as kind, report_code, report_code as code, month,
    participants, participants_min, participants_max
from marts.fct_all_tiltak
union all
select
    'report' as kind, report_code, report_code as code, month,
    participants, participants_min, participants_max
from marts.fct_main_groups
inner join marts.dim_report using (report_id)
where breakdown = 'all'
union all
select
    'tiltak' as kind, report_code, tiltak_code as code, month,
    participants, participants_min, participants_max
from marts.fct_participants_by_tiltak
inner join marts.dim_report using (report_id)
union all
select
    'main_group' as kind, report_code, tiltak_code as code, month,
    participants, participants_min, participants_max
from marts.fct_main_groups
inner join marts.dim_report using (report_id)
where breakdown = 'tiltak';

-- The tiltak of the latest month: what is broken down on the page.
create temp view latest_tiltak as
select figures.code as tiltak_code, figures.month
from figures
inner join latest using (report_code, month)
where figures.kind = 'tiltak';

-- Every cell of a breakdown in the latest month.
create temp view cells as
with

breakdowns as (

    select 1 as breakdown_order, 'fylke' as breakdown, fylke_code as member_code, *
    from marts.fct_participants_by_fylke
    union all by name
    select 2 as breakdown_order, 'kommune' as breakdown, kommune_code as member_code, *
    from marts.fct_participants_by_kommune
    union all by name
    select 3 as breakdown_order, 'gender' as breakdown, gender_code as member_code, *
    from marts.fct_participants_by_gender
    union all by name
    select 4 as breakdown_order, 'age_group' as breakdown, age_group_code as member_code, *
    from marts.fct_participants_by_age_group
    union all by name
    select 5 as breakdown_order, 'education' as breakdown, education_code as member_code, *
    from marts.fct_participants_by_education
    union all by name
    select 6 as breakdown_order, 'immigrant_status' as breakdown, *
    from marts.fct_participants_by_immigrant_status
    union all by name
    select 7 as breakdown_order, 'birth_region' as breakdown, *
    from marts.fct_participants_by_birth_region
    union all by name
    select 8 as breakdown_order, 'labour_status' as breakdown, *
    from marts.fct_participants

)

select breakdowns.* from breakdowns inner join latest_tiltak using (tiltak_code, month);
