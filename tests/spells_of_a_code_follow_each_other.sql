with

spells as (

    select
        'kommuner' as seed,
        kommune_code as code,
        fylke_code as belongs_to,
        valid_from,
        valid_to

    from {{ ref('kommuner') }}

    union all

    select
        'fylker' as seed,
        fylke_code as code,
        '' as belongs_to,
        valid_from,
        valid_to

    from {{ ref('fylker') }}

    union all

    select
        'tiltak' as seed,
        tiltak_code as code,
        concat_ws(' ', tiltak_level, report_code, sort_order) as belongs_to,
        valid_from,
        valid_to

    from {{ ref('tiltak') }}

),

ordered as (

    select
        *,
        row_number() over spell as spell_no,
        lag(valid_to) over spell as previous_valid_to,
        lag(belongs_to) over spell as previous_belongs_to

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
    || coalesce({{ nav_tilt.as_text('valid_from') }}, 'always')
    || ', but not without an overlap or a gap with the line before, or it ends'
    || ' before it begins, or the lines differ in more than the name' as message

from ordered

where
    coalesce(valid_to <= valid_from, false)
    or (
        spell_no > 1
        and (
            valid_from is distinct from previous_valid_to
            or belongs_to <> previous_belongs_to
        )
    )
