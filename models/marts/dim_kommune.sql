-- A kommune by its last name, with the codes that its people have today: none of them
-- alone where a split gave its people more than one.
with

kommuner as (

    select * from {{ ref('stg_reference__kommuner') }}

),

successors as (

    select * from {{ ref('int_kommune_successors') }}

),

current_codes as (

    select
        kommune_code,
        case when min(n_successors) = 1 then min(current_kommune_code) end
            as current_kommune_code,
        {{ nav_tilt.list_in_order('current_kommune_code') }} as current_kommune_codes,
        case
            when min(current_fylke_code) = max(current_fylke_code)
                then min(current_fylke_code)
        end as current_fylke_code

    from successors

    group by kommune_code

),

final as (

    select
        kommuner.kommune_code,
        kommuner.fylke_code,
        current_codes.current_kommune_code,
        current_codes.current_kommune_codes,
        current_codes.current_fylke_code,
        kommuner.name_nb,
        case when kommuner.fylke_code = '99' then 'Unknown' else kommuner.name_nb end
            as name_en,
        kommuner.official_name,
        kommuner.name_sami,
        kommuner.name_kven,
        -- the far dates that joins of months need where there is no first or last day
        nullif(kommuner.valid_from, date '1800-01-01') as valid_from,
        nullif(kommuner.valid_to, date '9999-12-31') as valid_to,
        cast(
            row_number() over (
                order by
                    case when kommuner.fylke_code in ('97', '99') then 1 else 0 end,
                    kommuner.kommune_code
            ) as integer
        ) as sort_order,
        cast(
            row_number() over (
                order by
                    case when kommuner.fylke_code in ('97', '99') then 1 else 0 end,
                    {{ nav_tilt.in_norwegian_order('kommuner.name_nb') }},
                    kommuner.kommune_code
            ) as integer
        ) as sort_order_by_name

    from kommuner

    inner join current_codes
        on kommuner.kommune_code = current_codes.kommune_code

)

select * from final
