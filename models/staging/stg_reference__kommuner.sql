-- A kommune has a row per name in the seed and one per code here: its fylke, its last
-- name and its days. No end is a far day, so that later models need no null check.
with

kommuner as (

    select
        kommune_code,
        official_name,
        name_nb,
        name_sami,
        name_kven,
        fylke_code,
        coalesce(valid_from, date '1800-01-01') as valid_from,
        coalesce(valid_to, date '9999-12-31') as valid_to

    from {{ ref('kommuner') }}

),

spells as (

    select
        *,
        min(valid_from) over (partition by kommune_code) as first_valid_from,
        max(valid_to) over (partition by kommune_code) as last_valid_to,
        row_number() over (partition by kommune_code order by valid_from desc)
            as name_rank

    from kommuner

),

final as (

    select
        kommune_code,
        fylke_code,
        official_name,
        name_nb,
        name_sami,
        name_kven,
        first_valid_from as valid_from,
        last_valid_to as valid_to

    from spells

    where name_rank = 1

)

select * from final
