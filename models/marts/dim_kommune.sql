with

kommuner as (

    select * from {{ ref('kommuner') }}

),

successors as (

    select * from {{ ref('int_kommune_successors') }}

),

members as (

    select * from {{ ref('int_members') }}

    where breakdown = 'kommune'

),

-- a kommune goes by the last name that its code had
last_names as (

    select
        *,
        row_number() over (
            partition by kommune_code
            order by valid_from desc nulls last
        ) as name_rank

    from kommuner

),

current_codes as (

    select
        kommune_code,
        case when min(n_successors) = 1 then min(current_kommune_code) end
            as current_kommune_code,
        {{ list_in_order('current_kommune_code') }} as current_kommune_codes,
        case
            when min(current_fylke_code) = max(current_fylke_code)
                then min(current_fylke_code)
        end as current_fylke_code

    from successors

    group by kommune_code

),

final as (

    select
        last_names.kommune_code,
        last_names.fylke_code,
        current_codes.current_kommune_code,
        current_codes.current_kommune_codes,
        current_codes.current_fylke_code,
        last_names.name_nb,
        last_names.name_nb as name_en,
        last_names.official_name,
        last_names.name_sami,
        last_names.name_kven,
        members.valid_from,
        members.valid_to,
        cast(
            row_number() over (
                order by
                    case when last_names.fylke_code in ('97', '99') then 1 else 0 end,
                    last_names.kommune_code
            ) as bigint
        ) as sort_order

    from last_names

    inner join members
        on last_names.kommune_code = members.member_code

    inner join current_codes
        on last_names.kommune_code = current_codes.kommune_code

    where last_names.name_rank = 1

)

select * from final
