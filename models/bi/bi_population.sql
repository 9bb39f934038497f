with

populations as (select * from {{ ref('fct_population').include(database=false) }}),

members as (select * from {{ ref('bi_members').include(database=false) }}),

final as (

    select
        populations.calendar_year,
        populations.breakdown,
        populations.member_code,
        coalesce(members.member_nb, 'I alt') as member_nb,
        coalesce(members.member_en, 'In total') as member_en,
        populations.population_18_66,
        populations.population_method

    from populations

    left join members using (breakdown, member_code)

)

select * from final
