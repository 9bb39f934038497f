-- In which fylker is the rate certainly above that of the country, and where below?
select
    fylker.month,
    fylker.fylke_nb as fylke,
    fylker.participants_per_1000_min as at_least,
    fylker.participants_per_1000_max as at_most,
    country.participants_per_1000_min as country,
    case
        when fylker.participants_per_1000_min > country.participants_per_1000_max
            then 'above'
        when fylker.participants_per_1000_max < country.participants_per_1000_min
            then 'below'
        else 'not certain'
    end as against_the_country
from bi.bi_all_tiltak_by_current_fylke as fylker
inner join bi.bi_all_tiltak as country using (month, report_code)
where fylker.participants_per_1000_min is not null and report_code = 'TILT170'
order by fylker.month desc, at_least desc, fylke asc;
