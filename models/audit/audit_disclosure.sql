with

disclosure as (

    select * from {{ ref('int_disclosure') }}

),

final as (

    select
        report_id,
        month,
        breakdown,
        tiltak_code,
        n_suppressed,
        n_determined,
        n_narrowed,
        audit_status

    from disclosure

)

select * from final
