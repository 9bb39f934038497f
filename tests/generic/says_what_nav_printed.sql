{% test says_what_nav_printed(model, breakdown=none, tiltak_level='tiltak') %}

with

printed_sums as (

    select * from {{ ref('nav_tilt', 'int_printed_sums') }}

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
        printed_sums.report_id,
        printed_sums.month,
        sum(printed_sums.n_stars) as n_stars,
        sum(printed_sums.sum_of_numbers) as sum_of_numbers

    from printed_sums

    inner join newest
        on
            printed_sums.report_id = newest.report_id
            and printed_sums.month = newest.month

    {%- if breakdown %}

    where printed_sums.breakdown = '{{ breakdown }}'
    {%- endif %}

    group by printed_sums.report_id, printed_sums.month

),

served as (

    select
        report_id,
        month,
        -- two names of a tiltak are one cell of the fact: stars are counted by width; of
        -- a count that is null, so that a 0 in its place is found
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
