with

rows_resolved as (

    select * from {{ ref('int_rows_resolved') }}

),

places as (

    select
        'kommune' as breakdown,
        kommune_code as member_code,
        official_name,
        name_nb

    from {{ ref('kommuner') }}

    union all

    select
        'fylke' as breakdown,
        fylke_code as member_code,
        official_name,
        name_nb

    from {{ ref('fylker') }}

),

names as (

    select
        breakdown,
        member_code,
        {{ label_key('official_name') }} as name_key

    from places

    union

    select
        breakdown,
        member_code,
        {{ label_key('name_nb') }} as name_key

    from places

),

printed as (

    select
        report_id,
        breakdown,
        member_code,
        -- the code stands before the name; Ukjent has none
        min({{ by_code_point('substr(label, length(member_code) + 2)') }})
            as printed_name,
        min({{ by_code_point(label_key('substr(label, length(member_code) + 2)')) }})
            as printed_key

    from rows_resolved

    where
        breakdown in ('fylke', 'kommune')
        and not is_total
        and left(label, length(member_code)) = member_code

    group by report_id, breakdown, member_code

),

-- A clipped name is a prefix. One of 8 letters is none by chance; Bø is not Bømlo.
compared as (

    select
        printed.report_id,
        printed.breakdown,
        printed.member_code,
        printed.printed_name,
        count(case when names.member_code = printed.member_code then 1 end)
        > 0 as is_match,
        count(case when names.member_code <> printed.member_code then 1 end) > 0
            as matches_another

    from printed

    left join names
        on
            printed.breakdown = names.breakdown
            and (
                printed.printed_key = names.name_key
                or (
                    least(length(names.name_key), length(printed.printed_key)) >= 8
                    and left(names.name_key, length(printed.printed_key))
                    = left(printed.printed_key, length(names.name_key))
                )
            )

    group by
        printed.report_id, printed.breakdown, printed.member_code, printed.printed_name

),

final as (

    select
        report_id,
        breakdown,
        member_code,
        printed_name,
        is_match,
        -- a name that is another's only: the code before it is likely to be wrong
        is_match or not matches_another as holds

    from compared

)

select * from final
