-- The fylker of today across the reforms of 2018, 2020 and 2024, all tiltak together.
select
    facts.month,
    facts.fylke_nb as fylke,
    facts.printed as participants,
    facts.participants_min as at_least,
    facts.participants_max as at_most,
    facts.n_suppressed,
    months.series_break_note_nb
from bi.bi_all_tiltak_by_current_fylke as facts
inner join marts.dim_month as months using (month)
where facts.report_code = 'TILT170' and facts.borders = 'current'
order by facts.fylke_sort_order, facts.month;
