with

changes as (

    select * from {{ ref('int_changes') }}

),

final as (

    select
        month,
        report_code,
        breakdown,
        tiltak_code,
        member_code,
        participants,
        participants_min,
        participants_max,
        change_on_month,
        change_on_month_min,
        change_on_month_max,
        change_on_year,
        change_on_year_min,
        change_on_year_max,
        is_comparable_on_month,
        is_comparable_on_year,
        report_id,
        month_before_report_id,
        year_before_report_id

    from changes

)

select * from final
