with

participants as (

    select * from {{ ref('int_participants') }}

),

kommune_fylker as (

    select * from {{ ref('int_kommune_fylker') }}

),

cells as (

    select
        report_code,
        month,
        breakdown,
        tiltak_code,
        member_code,
        observation_status,
        participants_min as low,
        participants_max as high

    from participants

),

-- Upwards: what the members of a total leave for it. kommune -> fylke
kommuner as (

    select
        cells.*,
        kommune_fylker.fylke_code,
        sum(cells.low) over kommuner_of_fylke as sum_low,
        sum(cells.high) over kommuner_of_fylke as sum_high

    from cells

    inner join kommune_fylker
        on cells.member_code = kommune_fylker.kommune_code

    where cells.breakdown = 'kommune'

    window kommuner_of_fylke as (
        partition by
            cells.report_code, cells.month, cells.tiltak_code, kommune_fylker.fylke_code
    )

),

fylke_sums as (

    select distinct
        report_code,
        month,
        tiltak_code,
        fylke_code,
        sum_low,
        sum_high

    from kommuner

),

members as (

    select
        cells.report_code,
        cells.month,
        cells.breakdown,
        cells.tiltak_code,
        cells.member_code,
        cells.observation_status,
        greatest(cells.low, coalesce(fylke_sums.sum_low, cells.low)) as low,
        least(cells.high, coalesce(fylke_sums.sum_high, cells.high)) as high

    from cells

    left join fylke_sums
        on
            cells.breakdown = 'fylke'
            and cells.report_code = fylke_sums.report_code
            and cells.month = fylke_sums.month
            and cells.tiltak_code = fylke_sums.tiltak_code
            and cells.member_code = fylke_sums.fylke_code

    where cells.breakdown not in ('tiltak', 'kommune')

),

-- members -> tiltak: every breakdown speaks of the same people
member_sums as (

    select
        report_code,
        month,
        breakdown,
        tiltak_code,
        sum(low) as sum_low,
        sum(high) as sum_high

    from members

    group by report_code, month, breakdown, tiltak_code

    union all

    select
        report_code,
        month,
        'kommune' as breakdown,
        tiltak_code,
        sum(low) as sum_low,
        sum(high) as sum_high

    from kommuner

    group by report_code, month, tiltak_code

),

tightest_sums as (

    select
        report_code,
        month,
        tiltak_code,
        max(sum_low) as sum_low,
        min(sum_high) as sum_high

    from member_sums

    group by report_code, month, tiltak_code

),

tiltak as (

    select
        cells.report_code,
        cells.month,
        cells.tiltak_code,
        cells.observation_status,
        greatest(cells.low, coalesce(tightest_sums.sum_low, cells.low)) as low,
        least(cells.high, coalesce(tightest_sums.sum_high, cells.high)) as high

    from cells

    left join tightest_sums
        on
            cells.report_code = tightest_sums.report_code
            and cells.month = tightest_sums.month
            and cells.tiltak_code = tightest_sums.tiltak_code

    where cells.breakdown = 'tiltak' and cells.tiltak_code <> 'ALL'

),

-- Downwards: what the total and the other members leave for one. all -> tiltak
tiltak_bounds as (

    select
        tiltak.report_code,
        tiltak.month,
        tiltak.tiltak_code,
        tiltak.observation_status,
        greatest(tiltak.low, totals.low - sum(tiltak.high) over siblings + tiltak.high)
            as low,
        least(tiltak.high, totals.high - sum(tiltak.low) over siblings + tiltak.low)
            as high

    from tiltak

    inner join cells as totals
        on
            totals.tiltak_code = 'ALL'
            and tiltak.report_code = totals.report_code
            and tiltak.month = totals.month

    window siblings as (partition by tiltak.report_code, tiltak.month)

),

-- tiltak -> members
member_bounds as (

    select
        members.report_code,
        members.month,
        members.breakdown,
        members.tiltak_code,
        members.member_code,
        members.observation_status,
        greatest(
            members.low, tiltak_bounds.low - member_sums.sum_high + members.high
        ) as low,
        least(
            members.high, tiltak_bounds.high - member_sums.sum_low + members.low
        ) as high

    from members

    inner join tiltak_bounds
        on
            members.report_code = tiltak_bounds.report_code
            and members.month = tiltak_bounds.month
            and members.tiltak_code = tiltak_bounds.tiltak_code

    inner join member_sums
        on
            members.report_code = member_sums.report_code
            and members.month = member_sums.month
            and members.breakdown = member_sums.breakdown
            and members.tiltak_code = member_sums.tiltak_code

),

-- fylke -> kommune
kommune_bounds as (

    select
        kommuner.report_code,
        kommuner.month,
        kommuner.breakdown,
        kommuner.tiltak_code,
        kommuner.observation_status,
        greatest(
            kommuner.low, fylker.low - kommuner.sum_high + kommuner.high
        ) as low,
        least(
            kommuner.high, fylker.high - kommuner.sum_low + kommuner.low
        ) as high

    from kommuner

    inner join member_bounds as fylker
        on
            fylker.breakdown = 'fylke'
            and kommuner.report_code = fylker.report_code
            and kommuner.month = fylker.month
            and kommuner.tiltak_code = fylker.tiltak_code
            and kommuner.fylke_code = fylker.member_code

),

bounds as (

    select
        month,
        breakdown,
        tiltak_code,
        observation_status,
        low,
        high

    from kommune_bounds

    union all

    select
        month,
        breakdown,
        tiltak_code,
        observation_status,
        low,
        high

    from member_bounds

    union all

    select
        month,
        'tiltak' as breakdown,
        tiltak_code,
        observation_status,
        low,
        high

    from tiltak_bounds

),

suppressed as (

    select
        month,
        breakdown,
        tiltak_code,
        case when observation_status = 'suppressed' then 1 else 0 end as is_suppressed,
        case when observation_status = 'suppressed' and low = high then 1 else 0 end
            as is_determined,
        case
            when
                observation_status = 'suppressed'
                and low < high
                and high - low < {{ var('suppressed_max') }}
                then 1
            else 0
        end as is_narrowed

    from bounds

),

final as (

    select
        month,
        breakdown,
        tiltak_code,
        cast(sum(is_suppressed) as integer) as n_suppressed,
        cast(sum(is_determined) as integer) as n_determined,
        cast(sum(is_narrowed) as integer) as n_narrowed

    from suppressed

    group by month, breakdown, tiltak_code

)

select * from final
