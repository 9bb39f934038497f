-- Which kommuner have the most participants of a tiltak? Hidden counts share the ranks
-- below the smallest printed count.
select
    month,
    tiltak_code,
    rank() over ranks as rank_from,
    count(*) over ranks as rank_to,
    kommune_nb as kommune,
    printed as participants
from bi.bi_participants_by_kommune
where observation_status <> 'not_listed'
window
    ranks as (
        partition by month, tiltak_code
        order by participants_max desc
    )
order by month desc, tiltak_code asc, participants_max desc, kommune_code asc;
