-- A member that is valid in a month and has no row in a printed block counts 0. A block
-- that is not printed has none. Rows have all months of their report, so that rows are
-- compared: of cells there are seven times as many.
with

months as (

    select * from {{ ref('int_report_months') }}

),

rows_resolved as (

    select * from {{ ref('int_rows_resolved') }}

),

members as (

    select * from {{ ref('int_members') }}

),

totals as (

    select * from rows_resolved

    where is_total

),

printed as (

    select * from rows_resolved

    where not is_total

),

expected as (

    select
        totals.report_id,
        totals.tiltak_level,
        totals.breakdown,
        totals.tiltak_code,
        members.member_code,
        members.valid_from,
        members.valid_to

    from totals

    inner join members
        on totals.breakdown = members.breakdown

    where totals.breakdown not in ('tiltak', 'labour_status')

    union all

    -- the status section has a block per status: its members are the tiltak
    select
        totals.report_id,
        totals.tiltak_level,
        totals.breakdown,
        tiltak_rows.tiltak_code,
        totals.member_code,
        date '1800-01-01' as valid_from,
        date '9999-12-31' as valid_to

    from totals

    inner join printed as tiltak_rows
        on
            totals.report_id = tiltak_rows.report_id
            and tiltak_rows.breakdown = 'tiltak'

    where totals.breakdown = 'labour_status'

),

absent as (

    select distinct expected.*

    from expected

    left join printed
        using (report_id, breakdown, tiltak_code, member_code)

    where printed.report_id is null

),

final as (

    select
        absent.report_id,
        absent.tiltak_level,
        absent.breakdown,
        months.month,
        absent.tiltak_code,
        absent.member_code

    from absent

    inner join months
        on
            absent.report_id = months.report_id
            and absent.valid_from <= months.month
            and absent.valid_to > months.month

)

select * from final
