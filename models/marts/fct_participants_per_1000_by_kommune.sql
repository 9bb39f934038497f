with

participants as (

    select * from {{ ref('int_participants_per_1000') }}

),

final as (

    select
        month,
        tiltak_code,
        code as kommune_code,
        participants,
        participants_min,
        participants_max,
        cast(population_18_66 as integer) as population_18_66,
        participants_per_1000,
        participants_per_1000_min,
        participants_per_1000_max,
        population_method,
        observation_status,
        report_id

    from participants

    where borders_of = 'kommune' and borders = 'of_the_month'

)

select * from final
