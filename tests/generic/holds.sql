{% test holds(
    model, column_name, rule, breakdown='breakdown', tiltak_code='tiltak_code',
    member_code="'ALL'", month='cast(null as date)'
) %}

with

failing as (

    select
        report_id,
        {{ month }} as month,
        {{ breakdown }} as breakdown,
        {{ tiltak_code or 'cast(null as ' ~ dbt.type_string() ~ ')' }} as tiltak_code,
        {{ member_code }} as member_code,
        {{ rule }} as rule

    from {{ model }}

    where ({{ column_name }}) is not true

),

printed_rows as (

    select * from {{ ref('nav_tilt', 'int_rows_resolved') }}

    where report_id in (select failing.report_id from failing)

),

sections as (

    select * from {{ ref('nav_tilt', 'sections') }}

),

candidates as (

    select
        failing.*,
        printed_rows.page,
        printed_rows.print_order,
        blocks.label as block_label,
        printed_rows.label,
        failing.tiltak_code is null or failing.tiltak_code = printed_rows.tiltak_code
            as is_tiltak,
        failing.member_code = printed_rows.member_code as is_member

    from failing

    left join printed_rows
        on
            failing.report_id = printed_rows.report_id
            and failing.breakdown = printed_rows.breakdown

    left join printed_rows as blocks
        on
            printed_rows.report_id = blocks.report_id
            and printed_rows.breakdown = blocks.breakdown
            and printed_rows.block_start = blocks.block_start
            and blocks.is_total

),

-- a row that is not printed is looked for in its block, else in its section
placed as (

    select
        *,
        row_number() over (
            partition by
                report_id, month, breakdown, tiltak_code, member_code, rule
            order by
                case when not is_tiltak then 2 when not is_member then 1 else 0 end,
                print_order
        ) as nth

    from candidates

),

labelled as (

    select
        placed.report_id,
        placed.page,
        sections.section,
        case when placed.is_tiltak then placed.block_label end as block_label,
        case when placed.is_tiltak and placed.is_member then placed.label end as label,
        placed.month,
        placed.tiltak_code,
        placed.member_code,
        placed.rule

    from placed

    left join sections
        on placed.breakdown = sections.breakdown

    where placed.nth = 1

)

-- places and labels alone: how much is missing could disclose a hidden count
select
    report_id,
    page,
    section,
    block_label,
    label,
    month,
    report_id
    || coalesce(', page ' || {{ nav_tilt.as_text('page') }}, '')
    || coalesce(', section ' || section, '')
    || ', ' || coalesce('"' || block_label || '"', tiltak_code, 'every tiltak')
    || case
        when label = block_label or (label is null and member_code = 'ALL') then ''
        else ', ' || coalesce('"' || label || '"', member_code)
    end
    || coalesce(', ' || left({{ nav_tilt.as_text('month') }}, 7), '')
    || ': it does not hold that ' || rule as message

from labelled

order by report_id, page, message

{% endtest %}
