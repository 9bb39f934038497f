-- One row per tiltak and $place of today in the latest month. `class` is the fifth of the known
-- rates that a rate is in (equal rates are in the same), and `class_from`, `class_to` its ends:
-- hidden rates have no class and move none.
with

now as (

    select
        fct.*,
        round(fct.participants_per_1000, 2) as rate,
        case when fct.participants_per_1000 is not null
            then least(
                5, 1 + floor(
                    5 * percent_rank() over (
                        partition by
                            fct.tiltak_code, fct.participants_per_1000 is null
                        order by fct.participants_per_1000
                    )
                )
            )
        end as class

    from marts.fct_participants_per_1000_by_current_$place as fct

    inner join latest_tiltak
        on
            fct.tiltak_code = latest_tiltak.tiltak_code
            and fct.month = latest_tiltak.month

),

final as (

    select
        now.tiltak_code,
        now.${place}_code as code,
        place.name_nb,
        place.name_en,
        place.official_name,
        fylke.name_nb as fylke_nb,
        fylke.name_en as fylke_en,
        now.participants,
        now.participants_min,
        now.participants_max,
        now.population_18_66 is not null as has_population,
        now.rate,
        max(now.rate) over (partition by now.tiltak_code) as highest,
        cast(now.class as integer) as class,
        min(now.rate) over (partition by now.tiltak_code, now.class) as class_from,
        max(now.rate) over (partition by now.tiltak_code, now.class) as class_to,
        year_before.participants_min is not null as has_year_before,
        now.participants - year_before.participants as change_year

    from now

    inner join marts.dim_$place as place
        on now.${place}_code = place.${place}_code

    inner join marts.dim_fylke as fylke
        on place.fylke_code = fylke.fylke_code

    left join marts.fct_participants_per_1000_by_current_$place as year_before
        on
            now.tiltak_code = year_before.tiltak_code
            and now.${place}_code = year_before.${place}_code
            and year_before.month = now.month - interval 1 year

    order by now.tiltak_code, place.sort_order

)

select * from final
