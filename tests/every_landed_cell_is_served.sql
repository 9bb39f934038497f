-- What was landed is counted by extract, outside the engine: an empty warehouse would
-- pass every other test.
with

reports as (

    select * from {{ ref('raw_reports') }}

),

cells as (

    select * from {{ ref('fct_printed_cells') }}

),

landed as (

    select
        report_id,
        -- a column for the average, and one for each month
        row_count * (
            2 + 12 * (
                cast(substring(period_to, 1, 4) as integer)
                - cast(substring(period_from, 1, 4) as integer)
            )
            + cast(substring(period_to, 6, 2) as integer)
            - cast(substring(period_from, 6, 2) as integer)
        ) as n_landed

    from reports

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
