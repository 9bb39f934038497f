-- Codes decide, names warn: a name that another code has, and this one never had, says
-- that the code before it is likely to be wrong.
with

rows_resolved as (

    select * from {{ ref('int_rows_resolved') }}

),

names as (

    select * from {{ ref('stg_reference__place_names') }}

),

printed as (

    select
        report_id,
        breakdown,
        member_code,
        min({{ nav_tilt.by_code_point('label') }}) as label

    from rows_resolved

    where
        breakdown in ('fylke', 'kommune')
        and not is_total
        -- the label begins with the code; Ukjent has none
        and left(label, length(member_code)) = member_code

    group by report_id, breakdown, member_code

),

-- the same in most reports: each is read once
labels as (

    select distinct
        breakdown,
        member_code,
        label

    from printed

),

keyed as (

    select
        *,
        substr(label, length(member_code) + 2) as printed_name,
        {{ nav_tilt.label_key('substr(label, length(member_code) + 2)') }}
            as printed_key

    from labels

),

-- A clipped name is a prefix. One of 8 letters is none by chance; Bø is not Bømlo.
compared as (

    select
        keyed.breakdown,
        keyed.member_code,
        keyed.label,
        keyed.printed_name,
        count(case when names.member_code = keyed.member_code then 1 end)
        > 0 as is_match,
        count(case when names.member_code <> keyed.member_code then 1 end) > 0
            as matches_another

    from keyed

    left join names
        on
            keyed.breakdown = names.breakdown
            and (
                keyed.printed_key = names.name_key
                or (
                    length(keyed.printed_key) >= 8
                    and left(names.name_key, length(keyed.printed_key))
                    = keyed.printed_key
                )
            )

    group by
        keyed.breakdown, keyed.member_code, keyed.label, keyed.printed_name

),

final as (

    select
        printed.report_id,
        printed.breakdown,
        printed.member_code,
        compared.printed_name,
        compared.is_match,
        -- a name that is another's only: the code before it is likely to be wrong
        compared.is_match or not compared.matches_another as holds

    from printed

    inner join compared
        using (breakdown, member_code, label)

)

select * from final
