{% test says_what_nav_printed(model, breakdown=none, tiltak_level='tiltak') %}

with

cells as (

    select * from {{ ref('nav_tilt', 'stg_nav__cells') }}

),

printed_rows as (

    select * from {{ ref('nav_tilt', 'int_rows_in_blocks') }}
    {%- if breakdown %}

    where breakdown = '{{ breakdown }}'
    {%- endif %}

),

-- a section of one block over all tiltak has no rows of a tiltak
blocks_of_all as (

    select * from printed_rows

    where is_total and label_key = '' and breakdown <> 'tiltak'

),

newest as (

    select
        months.report_id,
        months.month

    from {{ ref('nav_tilt', 'int_report_months') }} as months

    inner join {{ ref('nav_tilt', 'int_reports') }} as reports
        on months.report_id = reports.report_id

    where months.vintage_rank = 1 and reports.tiltak_level = '{{ tiltak_level }}'

),

printed as (

    select
        cells.report_id,
        cells.month,
        -- two names of a tiltak are one cell of the fact
        count(*) - count(cells.participants) as n_stars,
        coalesce(sum(cells.participants), 0) as sum_of_numbers

    from cells

    inner join newest
        on
            cells.report_id = newest.report_id
            and cells.month = newest.month

    inner join printed_rows
        on
            cells.report_id = printed_rows.report_id
            and cells.page = printed_rows.page
            and cells.row_no = printed_rows.row_no

    left join blocks_of_all
        on
            printed_rows.report_id = blocks_of_all.report_id
            and printed_rows.breakdown = blocks_of_all.breakdown
            and printed_rows.block_start = blocks_of_all.block_start

    where not printed_rows.is_total and blocks_of_all.report_id is null

    group by cells.report_id, cells.month

),

served as (

    select
        report_id,
        month,
        -- of a count that is null, so that a 0 in its place is found
        sum(
            case
                when participants is null then participants_max - participants_min
                else 0
            end
        ) as n_hidden,
        sum(participants_min) as sum_of_numbers

    from {{ model }}

    where observation_status <> 'not_listed'

    group by report_id, month

)

select
    printed.report_id,
    printed.month,
    printed.report_id || ' prints other cells for ' || {{ nav_tilt.as_text('printed.month') }}
    || ' than {{ model.identifier }} has' as message

from printed

left join served
    on
        printed.report_id = served.report_id
        and printed.month = served.month
        and {{ var('suppressed_max', 3) }} * printed.n_stars = served.n_hidden
        and printed.sum_of_numbers = served.sum_of_numbers

where served.report_id is null

{% endtest %}
