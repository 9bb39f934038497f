-- Labels as they read without the line breaks of a narrow column, and in the form that
-- they are compared by. Millions of rows print some thousand labels: each is read once.
with

printed_rows as (

    select * from {{ ref('raw_rows') }}

),

sections as (

    select * from {{ ref('sections') }}

),

distinct_labels as (

    select distinct label from printed_rows

),

keys as (

    select
        label as printed_label,
        -- a hyphen at the end of a line is one of the word: Stor-|Elvdal
        replace(replace(replace(label, ' -|', ' - '), '-|', '-'), '|', ' ') as label,
        {{ nav_tilt.label_key('label') }} as full_key

    from distinct_labels

),

keyed as (

    select
        printed_label,
        label,
        case
            -- a total over all tiltak has no name of its own
            when full_key in ('ialttiltak', 'ialttiltaksdeltakere') then ''
            when full_key like 'ialt%' then substr(full_key, 5)
            else full_key
        end as label_key,
        full_key like 'ialt%' as is_total

    from keys

),

final as (

    select
        printed_rows.report_id,
        printed_rows.page,
        printed_rows.row_no,
        -- rises in the order of print: an Excel sheet is one page of thousands of rows
        cast(printed_rows.page as bigint) * 1000000 + printed_rows.row_no
            as print_order,
        printed_rows.section,
        sections.breakdown,
        keyed.label,
        keyed.label_key,
        keyed.is_total,
        case
            when keyed.is_total or sections.breakdown = 'tiltak'
                then {{ nav_tilt.without_space(
                    "concat_ws('/', ytd_average, m01, m02, m03, m04, m05, m06,"
                    " m07, m08, m09, m10, m11, m12)"
                ) }}
        end as values_key,
        printed_rows.ytd_average as printed_ytd_average,
        {{ nav_tilt.printed_count('printed_rows.ytd_average') }} as ytd_average,
        {{ nav_tilt.without_space('printed_rows.ytd_average') }} = '*'
            as is_ytd_suppressed

    from printed_rows

    left join sections
        on printed_rows.section = sections.section

    left join keyed
        on printed_rows.label = keyed.printed_label

)

select * from final
