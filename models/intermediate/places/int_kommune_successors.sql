with

descendants as (

    select * from {{ ref('int_kommune_descendants') }}

),

kommuner as (

    select * from {{ ref('stg_reference__kommuner') }}

),

final as (

    select
        descendants.kommune_code,
        kommuner.fylke_code,
        descendants.later_kommune_code as current_kommune_code,
        current_kommuner.fylke_code as current_fylke_code,
        count(*) over (partition by descendants.kommune_code) as n_successors

    from descendants

    inner join kommuner
        on descendants.kommune_code = kommuner.kommune_code

    inner join kommuner as current_kommuner
        on descendants.later_kommune_code = current_kommuner.kommune_code

    where descendants.is_current

)

select * from final
