with

tiltak as (

    select
        tiltak_code,
        tiltak_level,
        report_code,
        name_nb,
        name_en,
        {{ nav_tilt.label_key('name_nb') }} as name_key,
        coalesce(valid_from, date '1800-01-01') as valid_from,
        coalesce(valid_to, date '9999-12-31') as valid_to,
        sort_order

    from {{ ref('tiltak') }}

),

final as (

    select
        *,
        row_number() over (partition by tiltak_code order by valid_from desc)
        = 1 as is_last_name

    from tiltak

)

select * from final
