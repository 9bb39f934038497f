-- Which kommuner have the most participants of a tiltak? A hidden count has no rank of
-- its own: all of them share the ranks below the smallest printed count.
with newest as (
    select
        tiltak_code,
        max(month) as month
    from marts.fct_participants_by_kommune
    group by tiltak_code
)

select
    facts.tiltak_code,
    rank() over (
        partition by facts.tiltak_code
        order by facts.participants_max desc
    ) as rank_from,
    count(*) over (
        partition by facts.tiltak_code
        order by facts.participants_max desc
    ) as rank_to,
    kommuner.name_nb as kommune,
    case
        when facts.participants is null then '*'
        else cast(facts.participants as varchar)
    end as participants
from marts.fct_participants_by_kommune as facts
inner join newest
    on facts.tiltak_code = newest.tiltak_code
        and facts.month = newest.month
inner join marts.dim_kommune as kommuner on facts.kommune_code = kommuner.kommune_code
where facts.observation_status <> 'not_listed'
order by facts.tiltak_code, rank_from, kommuner.sort_order;
