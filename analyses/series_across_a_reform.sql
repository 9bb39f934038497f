-- The fylker of today across the reforms of 2018, 2020 and 2024, with the range that
-- hidden counts leave open and the months in which the series breaks.
select
    facts.month,
    fylker.name_nb as fylke,
    tiltak.name_nb as tiltak,
    facts.participants,
    facts.participants_min,
    facts.participants_max,
    facts.n_suppressed,
    facts.observation_status,
    months.series_break_note_nb
from marts.fct_participants_by_current_fylke as facts
inner join marts.dim_fylke as fylker on facts.fylke_code = fylker.fylke_code
inner join marts.dim_tiltak as tiltak on facts.tiltak_code = tiltak.tiltak_code
inner join marts.dim_month as months on facts.month = months.month
order by fylker.sort_order, tiltak.sort_order, facts.month;
