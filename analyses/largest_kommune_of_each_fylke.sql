-- Which kommune has the most participants in each fylke, all tiltak together? Ranked by
-- the least that it can have; two whose bounds overlap may change places.
select
    facts.month,
    fylker.name_nb as fylke,
    kommuner.name_nb as kommune,
    facts.participants_min as at_least,
    facts.participants_max as at_most
from marts.fct_all_tiltak_by_current_kommune as facts
inner join marts.dim_kommune as kommuner using (kommune_code)
inner join marts.dim_fylke as fylker using (fylke_code)
where facts.report_code = 'TILT170' and facts.borders = 'current'
qualify row_number() over (
        partition by facts.month, kommuner.fylke_code
        order by facts.participants_min desc, kommuner.sort_order asc
    ) = 1
order by facts.month desc, fylker.sort_order_by_name asc;
