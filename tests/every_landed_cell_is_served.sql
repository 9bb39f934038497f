-- What was landed is counted by extract, outside the engine: an empty warehouse would
-- pass every other test. A row that is lost counts as full; a row of a tiltak that had
-- two names in a year is blank in the months of the other name.
with

printed_rows as (

    select
        report_id,
        count(*) as n_rows,
        count(ytd_average)
        {%- for month in range(1, 13) %}
        + count(m{{ '%02d' % month }})
        {%- endfor %} as n_filled

    from {{ ref('raw_rows') }}

    group by report_id

),

reports as (

    select * from {{ ref('raw_reports') }}

),

cells as (

    select * from {{ ref('fct_printed_cells') }}

),

landed as (

    select
        reports.report_id,
        coalesce(printed_rows.n_filled, 0)
        -- a column for the average, and one for each month
        + (reports.row_count - coalesce(printed_rows.n_rows, 0)) * (
            2 + 12 * (
                cast(substring(reports.period_to, 1, 4) as integer)
                - cast(substring(reports.period_from, 1, 4) as integer)
            )
            + cast(substring(reports.period_to, 6, 2) as integer)
            - cast(substring(reports.period_from, 6, 2) as integer)
        ) as n_landed

    from reports

    left join printed_rows
        on reports.report_id = printed_rows.report_id

),

served as (

    select
        report_id,
        count(*) as n_served

    from cells

    group by report_id

)

select
    landed.report_id,
    {{ dbt.string_literal(ref('fct_printed_cells') | string) }} || ' has '
    || coalesce(served.n_served, 0) || ' of the ' || landed.n_landed || ' cells of '
    || landed.report_id || ': rows were lost where these tables are stored' as message

from landed

left join served
    on landed.report_id = served.report_id

where coalesce(served.n_served, 0) <> landed.n_landed
