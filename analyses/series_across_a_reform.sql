-- The fylker of today across the reforms of 2018, 2020 and 2024, all tiltak together.
select
    facts.month,
    fylker.name_nb as fylke,
    facts.participants,
    facts.participants_min as at_least,
    facts.participants_max as at_most,
    facts.n_suppressed,
    months.series_break_note_nb
from marts.fct_all_tiltak_by_current_fylke as facts
inner join marts.dim_fylke as fylker on facts.fylke_code = fylker.fylke_code
inner join marts.dim_month as months on facts.month = months.month
where facts.report_code = 'TILT170' and facts.borders = 'current'
order by fylker.sort_order, facts.month;
