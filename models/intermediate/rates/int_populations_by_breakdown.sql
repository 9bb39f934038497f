with

populations as (

    select * from {{ ref('population') }}

),

populations_of_places as (

    select * from {{ ref('int_populations') }}

),

final as (

    select
        calendar_year,
        'all' as breakdown,
        'ALL' as member_code,
        cast(sum(population_18_66) as integer) as population_18_66,
        -- of 'estimated' and 'exact'
        min(population_method) as population_method

    from populations

    group by calendar_year

    union all

    select
        calendar_year,
        case when borders = 'current' then 'current_' else '' end || borders_of
            as breakdown,
        code as member_code,
        cast(population_18_66 as integer) as population_18_66,
        population_method

    from populations_of_places

)

select * from final
