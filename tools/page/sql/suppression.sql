-- One row per tiltak and breakdown of the latest month, `ALL` over all tiltak: cells, and how
-- many of them are hidden.
select
    coalesce(tiltak_code, 'ALL') as tiltak_code,
    breakdown,
    count(*) as n_cells,
    count(*) filter (where observation_status = 'suppressed') as n_suppressed,
    round(
        100.0 * count(*) filter (where observation_status = 'suppressed') / count(*), 1
    ) as percent_suppressed

from cells

group by grouping sets (
    (tiltak_code, breakdown_order, breakdown), (breakdown_order, breakdown)
)

order by tiltak_code, breakdown_order
