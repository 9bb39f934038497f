-- What did a later report print otherwise? The difference between a number and a
-- star is not known.
select
    month,
    breakdown,
    tiltak_nb as tiltak,
    member_nb as member,
    previous_report_id,
    report_id,
    previous_printed as printed_before,
    printed as printed_now
from bi.bi_revisions
order by month, breakdown, tiltak_sort_order, member_code, report_id;
