with recursive

changes as (

    select * from {{ ref('kommune_changes') }}

),

-- borders that a short merger kept are followed past it: 1534 Haram is 1580 Haram again
followed as (

    select
        changes.old_kommune_code,
        changes.new_kommune_code

    from changes

    left join changes as restored
        on
            changes.old_kommune_code = restored.old_kommune_code
            and restored.change = 'restored'

    where changes.change = 'restored' or restored.old_kommune_code is null

),

successors as (

    select distinct
        kommune_code,
        kommune_code as successor_code

    from {{ ref('kommuner') }}

    union

    select
        successors.kommune_code,
        followed.new_kommune_code as successor_code

    from successors

    inner join followed
        on successors.successor_code = followed.old_kommune_code

),

final as (

    select
        successors.kommune_code,
        successors.successor_code as current_kommune_code,
        count(*) over (partition by successors.kommune_code) as n_successors

    from successors

    left join followed
        on successors.successor_code = followed.old_kommune_code

    where followed.old_kommune_code is null

)

select * from final
