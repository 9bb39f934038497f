with

spells as (

    select
        'kommuner' as seed,
        kommune_code as code,
        valid_from,
        valid_to

    from {{ ref('kommuner') }}

    union all

    select
        'fylker' as seed,
        fylke_code as code,
        valid_from,
        valid_to

    from {{ ref('fylker') }}

),

ordered as (

    select
        *,
        row_number() over spell as spell_no,
        lag(valid_to) over spell as previous_valid_to

    from spells

    window spell as (
        partition by seed, code
        order by coalesce(valid_from, date '1800-01-01')
    )

)

select
    seed,
    code,
    'seeds/reference/' || seed || '.csv: ' || code || ' is valid from '
    || coalesce({{ as_text('valid_from') }}, 'always') || ', but not without an overlap'
    || ' or a gap with the line before, or it ends before it begins' as message

from ordered

where
    coalesce(valid_to <= valid_from, false)
    or (spell_no > 1 and valid_from is distinct from previous_valid_to)
