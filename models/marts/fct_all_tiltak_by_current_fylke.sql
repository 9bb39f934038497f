with

participants as (

    select * from {{ ref('int_all_tiltak_per_1000') }}

),

final as (

    select
        month,
        report_code,
        code as fylke_code,
        borders,
        participants,
        participants_min,
        participants_max,
        n_suppressed,
        population_18_66,
        participants_per_1000,
        participants_per_1000_min,
        participants_per_1000_max,
        observation_status,
        report_id

    from participants

    where breakdown = 'current_fylke'

)

select * from final
