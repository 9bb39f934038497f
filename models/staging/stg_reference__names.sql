with

tiltak as (

    select * from {{ ref('stg_reference__tiltak') }}

),

code_lists as (

    select * from {{ ref('code_lists') }}

),

final as (

    select
        tiltak_level as code_list,
        tiltak_code as code,
        report_code,
        name_key,
        valid_from,
        valid_to,
        sort_order

    from tiltak

    union all

    select
        breakdown as code_list,
        code,
        {{ nav_tilt.as_text('null') }} as report_code,
        {{ nav_tilt.label_key('name_nb') }} as name_key,
        date '1800-01-01' as valid_from,
        date '9999-12-31' as valid_to,
        sort_order

    from code_lists

)

select * from final
