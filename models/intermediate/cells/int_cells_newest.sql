with

observations as (

    select * from {{ ref('int_cells_with_absent') }}

),

-- the vintages of each month, newest first
vintages as (

    select
        report_id,
        month,
        row_number() over (
            partition by report_code, month
            order by updated_on desc, report_id desc
        ) as vintage_rank

    from observations

    group by report_id, report_code, updated_on, month

),

final as (

    select
        observations.month,
        observations.report_code,
        observations.tiltak_level,
        observations.breakdown,
        observations.tiltak_code,
        observations.member_code,
        observations.participants,
        observations.participants_min,
        observations.participants_max,
        observations.observation_status,
        observations.report_id

    from observations

    inner join vintages
        on
            observations.report_id = vintages.report_id
            and observations.month = vintages.month

    where vintages.vintage_rank = 1

)

select * from final
