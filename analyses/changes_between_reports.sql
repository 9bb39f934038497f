-- What did a later report change in months that were published before? Between a
-- number and a star there is no difference to tell.
select
    revisions.month,
    revisions.breakdown,
    revisions.tiltak_code,
    revisions.member_code,
    revisions.previous_report_id,
    coalesce(cast(revisions.previous_participants as varchar), '*') as printed_before,
    revisions.report_id,
    coalesce(cast(revisions.participants as varchar), '*') as printed_now,
    revisions.participants - revisions.previous_participants as difference
from marts.fct_revisions as revisions
order by
    revisions.month, revisions.breakdown, revisions.tiltak_code, revisions.member_code,
    revisions.report_id;
