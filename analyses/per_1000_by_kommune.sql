-- How many participants per 1,000 inhabitants has each kommune, all tiltak together?
-- Over stars the rate is between two bounds.
select
    month,
    kommune_nb as kommune,
    participants_per_1000_min as rate_at_least,
    participants_per_1000_max as rate_at_most,
    n_suppressed
from bi.bi_all_tiltak_by_current_kommune
where report_code = 'TILT170' and participants_per_1000_min is not null
order by month desc, rate_at_least desc, kommune_sort_order asc;
