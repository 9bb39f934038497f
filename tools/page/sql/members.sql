-- One row per tiltak and gender, age group or education in the latest month. Shares only where
-- nobody is hidden in the breakdown: a share would give the hidden count away.
with

names as (

    select 'gender' as breakdown, gender_code as member_code, name_nb, name_en, sort_order
    from marts.dim_gender

    union all

    select 'age_group', age_group_code, name_nb, name_en, sort_order
    from marts.dim_age_group

    union all

    select 'education', education_code, name_nb, name_en, sort_order
    from marts.dim_education
),

final as (

    select
        cells.breakdown,
        cells.tiltak_code,
        names.name_nb,
        names.name_en,
        cells.participants,
        cells.participants_min,
        cells.participants_max,
        max(cells.participants_max) over block as widest,
        case when count(*) over block = count(cells.participants) over block
            then round(
                100.0 * cells.participants
                / nullif(sum(cells.participants) over block, 0), 1
            )
        end as share

    from cells

    inner join names
        on
            cells.breakdown = names.breakdown
            and cells.member_code = names.member_code

    window block as (partition by cells.tiltak_code, cells.breakdown)

    order by cells.tiltak_code, cells.breakdown_order, names.sort_order

)

select * from final
