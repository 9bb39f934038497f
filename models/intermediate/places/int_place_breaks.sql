-- The months from which NAV prints other codes of places than before: those in which a
-- code of a kommune or fylke begins or ends.
with

members as (

    select * from {{ ref('int_members') }}

    where breakdown in ('fylke', 'kommune')

),

changes as (

    select
        breakdown,
        valid_from as changed_on,
        1 as n_new,
        0 as n_ended

    from members

    -- the code lists begin there: their first codes are no break
    where valid_from >= date '2013-01-01'

    union all

    select
        breakdown,
        valid_to as changed_on,
        0 as n_new,
        1 as n_ended

    from members

    where valid_to < date '9999-12-31'

),

months as (

    select
        cast({{ dbt.date_trunc('month', 'changed_on') }} as date) as month,
        breakdown,
        n_new,
        n_ended

    from changes

),

counted as (

    select
        month,
        breakdown,
        sum(n_new) as n_new,
        sum(n_ended) as n_ended

    from months

    group by month, breakdown

),

final as (

    select
        month,
        breakdown,
        'Nye grenser: ' || {{ nav_tilt.as_text('n_ended') }} || ' '
        || case when breakdown = 'fylke' then 'fylkes' else 'kommune' end
        || 'koder gikk ut, ' || {{ nav_tilt.as_text('n_new') }} || ' kom til.'
            as note_nb,
        'New borders: ' || {{ nav_tilt.as_text('n_ended') }} || ' '
        || case when breakdown = 'fylke' then 'county' else 'municipality' end
        || ' codes ended, ' || {{ nav_tilt.as_text('n_new') }} || ' began.'
            as note_en,
        case when breakdown = 'fylke' then 'SSB KLASS 104' else 'SSB KLASS 131' end
            as note_source

    from counted

)

select * from final
