-- What did a later report print otherwise? Between a number and a star there is no
-- difference to tell.
select
    month,
    breakdown,
    tiltak_code,
    member_code,
    previous_report_id,
    report_id,
    coalesce(cast(previous_participants as varchar), '*') as printed_before,
    coalesce(cast(participants as varchar), '*') as printed_now,
    participants - previous_participants as difference
from marts.fct_revisions
order by month, breakdown, tiltak_code, member_code, report_id;
