-- One row per item, breakdown and month: cells and how many of them are hidden. Places are those
-- that NAV prints, on the borders of their time.
with

place_cells as (

    select 'fylke' as breakdown, report_id, month, tiltak_code, observation_status
    from marts.fct_participants_by_fylke
    union all
    select 'kommune', report_id, month, tiltak_code, observation_status
    from marts.fct_participants_by_kommune

),

cells as (

    select
        item, breakdown, month,
        participants_min <> participants_max as is_hidden
    from member_cells
    union all
    select tiltak_code, breakdown, month, observation_status = 'suppressed' from place_cells

)

select
    item,
    breakdown,
    month,
    count(*) filter (where is_hidden) as n_hidden,
    count(*) as n_cells

from cells

group by item, breakdown, month

order by item, breakdown, month
