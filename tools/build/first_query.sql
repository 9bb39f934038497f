-- a query that answers at once: the largest tiltak of the newest month, by fylke
select
    'select name_nb, participants from marts.fct_participants_by_fylke'
    || ' join marts.dim_fylke using (fylke_code)'
    || ' where month = ''' || month || ''' and tiltak_code = ''' || tiltak_code || ''''
    || ' order by participants desc nulls last limit 3' as query

from marts.fct_participants_by_fylke

where month = (select max(month) from marts.fct_participants_by_fylke)

group by month, tiltak_code

order by sum(participants) desc nulls last, tiltak_code

limit 1
