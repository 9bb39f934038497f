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
        -- the label begins with the code; Ukjent has none
        min({{ nav_tilt.by_code_point('substr(label, length(member_code) + 2)') }})
            as printed_name,
        min({{ nav_tilt.by_code_point(
            nav_tilt.label_key('substr(label, length(member_code) + 2)')
        ) }})
            as printed_key

    from rows_resolved

    where
        breakdown in ('fylke', 'kommune')
        and not is_total
        and left(label, length(member_code)) = member_code

    group by report_id, breakdown, member_code

),

-- the same in most reports
printed_names as (

    select distinct
        breakdown,
        member_code,
        printed_key

    from printed

),

-- A clipped name is a prefix. One of 8 letters is none by chance; Bø is not Bømlo.
compared as (

    select
        printed_names.breakdown,
        printed_names.member_code,
        printed_names.printed_key,
        count(case when names.member_code = printed_names.member_code then 1 end)
        > 0 as is_match,
        count(case when names.member_code <> printed_names.member_code then 1 end) > 0
            as matches_another

    from printed_names

    left join names
        on
            printed_names.breakdown = names.breakdown
            and (
                printed_names.printed_key = names.name_key
                or (
                    length(printed_names.printed_key) >= 8
                    and left(names.name_key, length(printed_names.printed_key))
                    = printed_names.printed_key
                )
            )

    group by
        printed_names.breakdown, printed_names.member_code, printed_names.printed_key

),

final as (

    select
        printed.report_id,
        printed.breakdown,
        printed.member_code,
        printed.printed_name,
        compared.is_match,
        -- a name that is another's only: the code before it is likely to be wrong
        compared.is_match or not compared.matches_another as holds

    from printed

    inner join compared
        using (breakdown, member_code, printed_key)

)

select * from final
