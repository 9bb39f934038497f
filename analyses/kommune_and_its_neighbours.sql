-- How is a kommune beside its neighbours? Put the codes of yours in the list.
select
    month,
    kommune_nb as kommune,
    participants_min as at_least,
    participants_max as at_most,
    participants_per_1000_min as rate_at_least,
    participants_per_1000_max as rate_at_most
from bi.bi_all_tiltak_by_current_kommune
where
    report_code = 'TILT170'
    and borders = 'current'
    and kommune_code in ('5001', '5031', '5028', '5035')
order by month asc, rate_at_least desc, kommune asc;
