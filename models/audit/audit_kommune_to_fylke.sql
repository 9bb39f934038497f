with

observations as (

    select * from {{ ref('int_cells_with_absent') }}

),

kommuner as (

    select * from {{ ref('int_kommune_fylker') }}

),

fylke_blocks as (

    select distinct
        report_id,
        month,
        tiltak_code

    from observations

    where breakdown = 'fylke'

),

summed as (

    select
        observations.report_id,
        observations.month,
        observations.tiltak_code,
        kommuner.fylke_code,
        count(*) as n_kommuner,
        {{ sum_participants('observations') }}

    from observations

    inner join fylke_blocks
        on
            observations.report_id = fylke_blocks.report_id
            and observations.month = fylke_blocks.month
            and observations.tiltak_code = fylke_blocks.tiltak_code

    inner join kommuner
        on observations.member_code = kommuner.kommune_code

    where observations.breakdown = 'kommune'

    group by
        observations.report_id,
        observations.month,
        observations.tiltak_code,
        kommuner.fylke_code

),

final as (

    select
        summed.report_id,
        summed.month,
        summed.tiltak_code,
        summed.fylke_code,
        cast(summed.n_kommuner as integer) as n_kommuner,
        summed.n_suppressed,
        -- a fylke that is not there does not hold
        coalesce(
            summed.participants_min <= fylker.participants_max
            and summed.participants_max >= fylker.participants_min,
            false
        ) as holds

    from summed

    left join observations as fylker
        on
            fylker.breakdown = 'fylke'
            and summed.report_id = fylker.report_id
            and summed.month = fylker.month
            and summed.tiltak_code = fylker.tiltak_code
            and summed.fylke_code = fylker.member_code

)

select * from final
