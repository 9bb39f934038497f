with

populations as (

    select * from {{ ref('int_populations_by_breakdown') }}

),

final as (

    select
        calendar_year,
        breakdown,
        member_code,
        population_18_66,
        population_method

    from populations

)

select * from final
