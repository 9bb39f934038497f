-- One row per figure and month.
select
    figures.kind,
    figures.code,
    dim_tiltak.name_nb,
    dim_tiltak.name_en,
    dim_month.name_nb as month_nb,
    dim_month.name_en as month_en,
    dim_month.sort_order as month_no,
    figures.participants,
    figures.participants_min,
    figures.participants_max

from figures

inner join marts.dim_tiltak
    on figures.code = dim_tiltak.tiltak_code

inner join marts.dim_month
    on figures.month = dim_month.month

order by dim_tiltak.sort_order, figures.month
