-- All tiltak of a report together, in the country, by labour status and in places, with
-- the inhabitants of 1 January on the same borders.
with

printed_totals as (

    select * from {{ ref('int_printed_totals') }}

    where tiltak_level = 'tiltak'

),

in_places as (

    select * from {{ ref('int_all_tiltak_in_places') }}

),

populations as (

    select * from {{ ref('int_populations_by_breakdown') }}

),

counted as (

    select
        month,
        report_code,
        breakdown,
        'current' as borders,
        member_code as code,
        participants_min,
        participants_max,
        case when participants is null then 1 else 0 end as n_suppressed,
        false as is_not_listed,
        report_id

    from printed_totals

    union all

    select
        month,
        report_code,
        breakdown,
        borders,
        code,
        participants_min,
        participants_max,
        n_suppressed,
        is_not_listed,
        report_id

    from in_places

),

judged as (

    select
        *,
        case when n_suppressed = 0 then participants_min end as participants,
        case
            when n_suppressed is null then 'not_comparable'
            when n_suppressed > 0 then 'suppressed'
            when is_not_listed then 'not_listed'
            else 'observed'
        end as observation_status,
        case when breakdown like 'all%' then 'all' else breakdown end
            as breakdown_of_population,
        -- null on former borders, so that nothing equals it: a condition about one side
        -- alone of an outer join makes DuckDB compare each row with each
        case
            when borders <> 'current' then null
            when breakdown like 'all%' then 'ALL'
            else code
        end as code_of_population

    from counted

),

final as (

    select
        judged.month,
        judged.report_code,
        judged.breakdown,
        judged.borders,
        judged.code,
        judged.participants,
        judged.participants_min,
        judged.participants_max,
        judged.n_suppressed,
        populations.population_18_66,
        {{ nav_tilt.rates_per_1000('judged', 'populations') }},
        judged.observation_status,
        judged.report_id

    from judged

    left join populations
        on
            extract(year from judged.month) = populations.calendar_year
            and judged.breakdown_of_population = populations.breakdown
            and judged.code_of_population = populations.member_code

)

select * from final
