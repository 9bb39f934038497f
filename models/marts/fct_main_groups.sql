-- TILT100 in one long fact: its main groups contain the tiltak of TILT110 to TILT180,
-- and beside them in one fact each participation would count twice.
with

cells as (

    select * from {{ ref('int_cells_newest') }}

    where
        tiltak_level = 'main_group'
        -- `I alt` comes with the printed totals
        and not (breakdown = 'tiltak' and tiltak_code = 'ALL')

),

printed_totals as (

    select * from {{ ref('int_printed_totals') }}

    where tiltak_level = 'main_group'

),

averages as (

    select * from {{ ref('int_main_group_averages') }}

),

counts as (

    select
        month,
        breakdown,
        tiltak_code,
        member_code,
        participants,
        participants_min,
        participants_max,
        observation_status,
        report_id

    from cells

    union all

    select
        month,
        breakdown,
        'ALL' as tiltak_code,
        member_code,
        participants,
        participants_min,
        participants_max,
        observation_status,
        report_id

    from printed_totals

),

final as (

    select
        counts.month,
        counts.breakdown,
        counts.tiltak_code,
        counts.member_code,
        counts.participants,
        counts.participants_min,
        counts.participants_max,
        averages.ytd_average,
        averages.ytd_average_min,
        averages.ytd_average_max,
        counts.observation_status,
        counts.report_id

    from counts

    left join averages
        using (month, breakdown, tiltak_code, member_code)

)

select * from final
