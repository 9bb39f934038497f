-- How many are some kommuner together? With a star in it a sum is null; its bounds are
-- not.
select
    month,
    tiltak_code,
    marts.sum_or_null(participants) as participants,
    cast(sum(participants_min) as integer) as at_least,
    cast(sum(participants_max) as integer) as at_most,
    marts.rate_or_null(participants, population_18_66) as rate
from marts.fct_participants_per_1000_by_current_kommune
where kommune_code in ('0301', '4601', '5001', '1103')
group by month, tiltak_code
order by tiltak_code, month;
