-- Which kommuner have the most participants of a tiltak? Hidden counts share the ranks
-- below the smallest printed count.
select
    facts.month,
    facts.tiltak_code,
    rank() over ranks as rank_from,
    count(*) over ranks as rank_to,
    kommuner.name_nb as kommune,
    coalesce(cast(facts.participants as varchar), '*') as participants
from marts.fct_participants_by_kommune as facts
inner join marts.dim_kommune as kommuner on facts.kommune_code = kommuner.kommune_code
where facts.observation_status <> 'not_listed'
window
    ranks as (
        partition by facts.month, facts.tiltak_code
        order by facts.participants_max desc
    )
order by facts.month desc, facts.tiltak_code asc, rank_from asc, kommune asc;
