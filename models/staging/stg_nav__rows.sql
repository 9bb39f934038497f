-- Labels as they read without the line breaks of a narrow column, and in the form that
-- they are compared by. Rows are numbered in the order of print.
with

printed_rows as (

    select * from {{ ref('raw_rows') }}

),

sections as (

    select * from {{ ref('sections') }}

),

keyed as (

    select
        printed_rows.report_id,
        printed_rows.page,
        printed_rows.row_no,
        row_number() over (
            partition by printed_rows.report_id
            order by printed_rows.page, printed_rows.row_no
        ) as print_order,
        printed_rows.section,
        sections.breakdown,
        -- a hyphen at the end of a line is one of the word: Stor-|Elvdal
        replace(
            replace(replace(printed_rows.label, ' -|', ' - '), '-|', '-'), '|', ' '
        ) as label,
        {{ nav_tilt.label_key('printed_rows.label') }} as label_key,
        printed_rows.ytd_average as printed_ytd_average,
        {{ without_space('printed_rows.ytd_average') }} as ytd_average,
        {{ without_space(
            "concat_ws('/', ytd_average, m01, m02, m03, m04, m05, m06,"
            " m07, m08, m09, m10, m11, m12)"
        ) }} as values_key

    from printed_rows

    left join sections
        on printed_rows.section = sections.section

),

final as (

    select
        report_id,
        page,
        row_no,
        print_order,
        section,
        breakdown,
        label,
        case
            -- a total over all tiltak has no name of its own
            when label_key in ('ialttiltak', 'ialttiltaksdeltakere') then ''
            when label_key like 'ialt%' then substr(label_key, 5)
            else label_key
        end as label_key,
        label_key like 'ialt%' as is_total,
        values_key,
        printed_ytd_average,
        {{ nav_tilt.printed_count('ytd_average') }} as ytd_average,
        ytd_average = '*' as is_ytd_suppressed

    from keyed

)

select * from final
