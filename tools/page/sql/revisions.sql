-- One row per report that changed cells of an earlier one: how many, and how many of them were
-- or became hidden.
select
    previous_report_id,
    report_id,
    count(*) as n_changed,
    count(*) filter (
        where 'suppressed' in (previous_observation_status, observation_status)
    ) as n_hidden

from (
    from marts.fct_revisions union all from marts.fct_main_groups_revisions
) as revisions

group by previous_report_id, report_id

order by report_id desc, previous_report_id
