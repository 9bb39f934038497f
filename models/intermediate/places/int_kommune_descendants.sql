with recursive

kommuner as (

    select * from {{ ref('kommuner') }}

),

changes as (

    select * from {{ ref('kommune_changes') }}

),

-- borders that a short merger kept are followed past it: 1534 Haram is 1580 Haram again
followed as (

    select
        changes.valid_from,
        changes.old_kommune_code,
        changes.new_kommune_code

    from changes

    left join changes as restored
        on
            changes.old_kommune_code = restored.old_kommune_code
            and restored.change = 'restored'

    where changes.change = 'restored' or restored.old_kommune_code is null

),

descendants as (

    select distinct
        kommune_code,
        kommune_code as later_kommune_code,
        cast(null as date) as changed_on

    from kommuner

    union all

    select
        descendants.kommune_code,
        followed.new_kommune_code as later_kommune_code,
        followed.valid_from as changed_on

    from descendants

    -- later changes only: codes that follow each other in a circle come to an end
    inner join followed
        on
            descendants.later_kommune_code = followed.old_kommune_code
            and (
                descendants.changed_on is null
                or descendants.changed_on < followed.valid_from
            )

),

ended as (

    select distinct old_kommune_code

    from followed

),

final as (

    select
        descendants.kommune_code,
        descendants.later_kommune_code,
        min(descendants.changed_on) as changed_on,
        count(ended.old_kommune_code) = 0 as is_current

    from descendants

    left join ended
        on descendants.later_kommune_code = ended.old_kommune_code

    group by descendants.kommune_code, descendants.later_kommune_code

)

select * from final
