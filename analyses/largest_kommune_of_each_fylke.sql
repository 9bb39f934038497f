-- Which kommune has the most participants in each fylke, all tiltak together? Ranked by
-- the least that it can have; two whose bounds overlap may change places.
select
    month,
    fylke_nb as fylke,
    kommune_nb as kommune,
    participants_min as at_least,
    participants_max as at_most
from bi.bi_all_tiltak_by_current_kommune
where report_code = 'TILT170' and borders = 'current'
qualify row_number() over (
        partition by month, fylke_code
        order by participants_min desc, kommune_code asc
    ) = 1
order by month desc, fylke asc;
