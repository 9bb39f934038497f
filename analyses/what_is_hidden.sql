-- How much is hidden? Stars by breakdown and tiltak, and how many of them the printed
-- totals disclose (never which).
select
    breakdown,
    tiltak_code,
    cast(sum(n_suppressed) as integer) as n_hidden,
    cast(sum(n_determined) as integer) as n_determined
from audit.audit_disclosure
where n_suppressed > 0
group by breakdown, tiltak_code
order by n_hidden desc, breakdown asc, tiltak_code asc;
