-- Every code that some people of a kommune have had since. Five changes one after
-- another are followed, three there have been since 2013; Spark has no recursive query.
{% set changes_followed = 5 -%}
with

kommuner as (

    select * from {{ ref('stg_reference__kommuner') }}

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

after_0 as (

    select
        kommune_code,
        kommune_code as later_kommune_code,
        date '1800-01-01' as changed_on,
        0 as n_changes

    from kommuner

),

{% for number in range(1, changes_followed + 1) -%}
after_{{ number }} as (

    -- later changes only, so that a cycle of codes comes to an end
    select
        earlier.kommune_code,
        followed.new_kommune_code as later_kommune_code,
        followed.valid_from as changed_on,
        {{ number }} as n_changes

    from after_{{ number - 1 }} as earlier

    inner join followed
        on
            earlier.later_kommune_code = followed.old_kommune_code
            and earlier.changed_on < followed.valid_from

),

{% endfor -%}
descendants as (

    {% for number in range(changes_followed + 1) -%}
    select * from after_{{ number }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
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
        count(ended.old_kommune_code) = 0 as is_current,
        max(descendants.n_changes) < {{ changes_followed }}
        or count(ended.old_kommune_code) = 0 as is_followed

    from descendants

    left join ended
        on descendants.later_kommune_code = ended.old_kommune_code

    group by descendants.kommune_code, descendants.later_kommune_code

)

select * from final
