-- One row per figure of the latest month, with the month before and the year before. A change
-- is null where either count is hidden or was never landed; `has_…` tells which.
with

names as (

    select
        report_code as code,
        split_part(arg_max(name_nb, updated_on), '.', 1) as name_nb,
        arg_max(name_en, updated_on) as name_en,
        0 as sort_order

    from marts.dim_report

    group by report_code

    union all

    select tiltak_code, name_nb, name_en, sort_order from marts.dim_tiltak

),

final as (

    select
        now.kind,
        now.report_code,
        now.code,
        names.name_nb,
        names.name_en,
        dim_month.name_nb as month_nb,
        dim_month.name_en as month_en,
        now.participants,
        now.participants_min,
        now.participants_max,
        month_before.month is not null as has_month_before,
        now.participants - month_before.participants as change_month,
        round(
            100.0 * (now.participants - month_before.participants)
            / nullif(month_before.participants, 0), 1
        ) as percent_month,
        year_before.month is not null as has_year_before,
        now.participants - year_before.participants as change_year,
        round(
            100.0 * (now.participants - year_before.participants)
            / nullif(year_before.participants, 0), 1
        ) as percent_year

    from figures as now

    inner join latest
        on now.report_code = latest.report_code and now.month = latest.month

    inner join marts.dim_month
        on now.month = dim_month.month

    inner join names
        on now.code = names.code

    left join figures as month_before
        on
            now.kind = month_before.kind
            and now.code = month_before.code
            and month_before.month = now.month - interval 1 month

    left join figures as year_before
        on
            now.kind = year_before.kind
            and now.code = year_before.code
            and year_before.month = now.month - interval 1 year

    order by now.report_code, names.sort_order

)

select * from final
