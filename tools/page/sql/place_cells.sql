-- One row per item, place of today and month; null where the place cannot be compared back.
-- TILT100 is on the borders of its month: of it are the months in which the place had its code.
with

main_groups as (

    select
        fct.tiltak_code,
        fct.member_code as place,
        fct.month,
        fct.participants_min,
        fct.participants_max,
        dim_report.report_code

    from marts.fct_main_groups as fct

    inner join marts.dim_report using (report_id)

    inner join (
        select 'fylke' as breakdown, fylke_code as member_code, valid_from, valid_to
        from marts.dim_fylke
        union all
        select 'kommune', kommune_code, valid_from, valid_to from marts.dim_kommune
    ) as places
        on
            fct.breakdown = places.breakdown
            and fct.member_code = places.member_code
            and places.valid_to is null
            and fct.month >= places.valid_from

),

all_main_groups as (

    select
        report_code as item,
        place,
        month,
        coalesce(
            any_value(participants_min) filter (where tiltak_code = 'ALL'),
            sum(participants_min)
        ) as participants_min,
        coalesce(
            any_value(participants_max) filter (where tiltak_code = 'ALL'),
            sum(participants_max)
        ) as participants_max

    from main_groups

    group by report_code, place, month

),

final as (

    select report_code as item, fylke_code as place, month, participants_min, participants_max
    from marts.fct_all_tiltak_by_current_fylke
    where borders = 'current'
    union all
    select report_code, kommune_code, month, participants_min, participants_max
    from marts.fct_all_tiltak_by_current_kommune
    where borders = 'current'
    union all
    select tiltak_code, fylke_code, month, participants_min, participants_max
    from marts.fct_participants_by_current_fylke
    where borders = 'current'
    union all
    select tiltak_code, kommune_code, month, participants_min, participants_max
    from marts.fct_participants_by_current_kommune
    where borders = 'current'
    union all
    select tiltak_code, place, month, participants_min, participants_max
    from main_groups
    where tiltak_code <> 'ALL'
    union all
    select item, place, month, participants_min, participants_max from all_main_groups

)

select * from final order by item, place, month
