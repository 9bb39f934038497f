with

observations as (

    select * from {{ ref('int_cells_with_absent') }}

    where breakdown <> 'kommune'

),

-- nine rows of ten: read once, and counted before they are joined
kommune_observations as (

    select * from {{ ref('int_cells_with_absent') }}

    where breakdown = 'kommune'

),

printed_cells as (

    select * from {{ ref('int_cells_printed') }}

),

kommune_fylker as (

    select * from {{ ref('stg_reference__kommuner') }}

),

cells as (

    select
        report_id,
        month,
        breakdown,
        tiltak_code,
        member_code,
        observation_status = 'suppressed' as is_suppressed,
        participants_min as low,
        participants_max as high

    from observations

    union all

    select
        report_id,
        month,
        breakdown,
        tiltak_code,
        member_code,
        is_suppressed,
        participants_min as low,
        participants_max as high

    from printed_cells

    where breakdown = 'labour_status' and is_total

),

-- Upwards: what the members of a total leave for it. kommune -> fylke
kommuner_by_fylke as (

    select
        observations.report_id,
        observations.month,
        observations.tiltak_code,
        kommune_fylker.fylke_code,
        count(
            case when observations.observation_status = 'suppressed' then 1 end
        ) as n_suppressed,
        sum(observations.participants_min) as sum_low,
        sum(observations.participants_max) as sum_high

    from kommune_observations as observations

    inner join kommune_fylker
        on observations.member_code = kommune_fylker.kommune_code

    group by
        observations.report_id,
        observations.month,
        observations.tiltak_code,
        kommune_fylker.fylke_code

),

kommuner as (

    select
        kommuner_by_fylke.report_id,
        kommuner_by_fylke.month,
        'fylke' as breakdown,
        kommuner_by_fylke.tiltak_code,
        -- where the fylker are not printed, kommuner are parts of the tiltak
        coalesce(cells.member_code, 'ALL') as parent_code,
        sum(kommuner_by_fylke.n_suppressed) as n_suppressed,
        sum(kommuner_by_fylke.sum_low) as sum_low,
        sum(kommuner_by_fylke.sum_high) as sum_high

    from kommuner_by_fylke

    left join cells
        on
            cells.breakdown = 'fylke'
            and kommuner_by_fylke.report_id = cells.report_id
            and kommuner_by_fylke.month = cells.month
            and kommuner_by_fylke.tiltak_code = cells.tiltak_code
            and kommuner_by_fylke.fylke_code = cells.member_code

    group by
        kommuner_by_fylke.report_id,
        kommuner_by_fylke.month,
        kommuner_by_fylke.tiltak_code,
        cells.member_code

),

members as (

    select
        cells.report_id,
        cells.month,
        cells.breakdown,
        cells.tiltak_code,
        cells.member_code,
        cells.is_suppressed,
        greatest(cells.low, coalesce(kommuner.sum_low, cells.low)) as low,
        least(cells.high, coalesce(kommuner.sum_high, cells.high)) as high

    from cells

    left join kommuner
        on
            cells.report_id = kommuner.report_id
            and cells.month = kommuner.month
            and cells.breakdown = kommuner.breakdown
            and cells.tiltak_code = kommuner.tiltak_code
            and cells.member_code = kommuner.parent_code

    where cells.breakdown <> 'tiltak'

),

-- members -> tiltak: every breakdown speaks of the same people
member_sums as (

    select
        report_id,
        month,
        breakdown,
        tiltak_code,
        sum(low) as sum_low,
        sum(high) as sum_high

    from members

    group by report_id, month, breakdown, tiltak_code

    union all

    select
        report_id,
        month,
        'kommune' as breakdown,
        tiltak_code,
        sum(sum_low) as sum_low,
        sum(sum_high) as sum_high

    from kommuner

    group by report_id, month, tiltak_code

),

tightest_sums as (

    select
        report_id,
        month,
        tiltak_code,
        max(sum_low) as sum_low,
        min(sum_high) as sum_high

    from member_sums

    group by report_id, month, tiltak_code

),

tiltak as (

    select
        cells.report_id,
        cells.month,
        cells.tiltak_code,
        cells.is_suppressed,
        greatest(cells.low, coalesce(tightest_sums.sum_low, cells.low)) as low,
        least(cells.high, coalesce(tightest_sums.sum_high, cells.high)) as high

    from cells

    left join tightest_sums
        on
            cells.report_id = tightest_sums.report_id
            and cells.month = tightest_sums.month
            and cells.tiltak_code = tightest_sums.tiltak_code

    where cells.breakdown = 'tiltak'

),

-- tiltak -> all
tiltak_sums as (

    select
        report_id,
        month,
        sum(low) as sum_low,
        sum(high) as sum_high

    from tiltak

    where tiltak_code <> 'ALL'

    group by report_id, month

),

totals as (

    select
        tiltak.report_id,
        tiltak.month,
        tiltak.tiltak_code,
        tiltak.is_suppressed,
        greatest(tiltak.low, tiltak_sums.sum_low) as low,
        least(tiltak.high, tiltak_sums.sum_high) as high

    from tiltak

    inner join tiltak_sums
        on
            tiltak.report_id = tiltak_sums.report_id
            and tiltak.month = tiltak_sums.month

    where tiltak.tiltak_code = 'ALL'

),

-- Downwards: what the total and the other members leave for one. all -> tiltak
tiltak_bounds as (

    select
        tiltak.report_id,
        tiltak.month,
        tiltak.tiltak_code,
        tiltak.is_suppressed,
        greatest(tiltak.low, totals.low - tiltak_sums.sum_high + tiltak.high) as low,
        least(tiltak.high, totals.high - tiltak_sums.sum_low + tiltak.low) as high

    from tiltak

    inner join totals
        on
            tiltak.report_id = totals.report_id
            and tiltak.month = totals.month

    inner join tiltak_sums
        on
            tiltak.report_id = tiltak_sums.report_id
            and tiltak.month = tiltak_sums.month

    where tiltak.tiltak_code <> 'ALL'

    union all

    select * from totals

),

-- tiltak -> members
member_bounds as (

    select
        members.report_id,
        members.month,
        members.breakdown,
        members.tiltak_code,
        members.member_code,
        members.is_suppressed,
        greatest(
            members.low, tiltak_bounds.low - member_sums.sum_high + members.high
        ) as low,
        least(
            members.high, tiltak_bounds.high - member_sums.sum_low + members.low
        ) as high

    from members

    inner join tiltak_bounds
        on
            members.report_id = tiltak_bounds.report_id
            and members.month = tiltak_bounds.month
            and members.tiltak_code = tiltak_bounds.tiltak_code

    inner join member_sums
        on
            members.report_id = member_sums.report_id
            and members.month = member_sums.month
            and members.breakdown = member_sums.breakdown
            and members.tiltak_code = member_sums.tiltak_code

),

-- fylke -> kommune
parents as (

    select
        report_id,
        month,
        tiltak_code,
        member_code as parent_code,
        low,
        high

    from member_bounds

    where breakdown = 'fylke'

    union all

    select
        report_id,
        month,
        tiltak_code,
        'ALL' as parent_code,
        low,
        high

    from tiltak_bounds

),

-- the same for each * among the kommuner of a parent
kommune_bounds as (

    select
        kommuner.report_id,
        kommuner.month,
        'kommune' as breakdown,
        kommuner.tiltak_code,
        kommuner.n_suppressed,
        greatest(
            0, parents.low - kommuner.sum_high + {{ var('suppressed_max') }}
        ) as low,
        least(
            {{ var('suppressed_max') }}, parents.high - kommuner.sum_low
        ) as high

    from kommuner

    inner join parents
        on
            kommuner.report_id = parents.report_id
            and kommuner.month = parents.month
            and kommuner.tiltak_code = parents.tiltak_code
            and kommuner.parent_code = parents.parent_code

),

bounds as (

    select
        report_id,
        month,
        breakdown,
        tiltak_code,
        n_suppressed,
        low,
        high

    from kommune_bounds

    union all

    select
        report_id,
        month,
        breakdown,
        tiltak_code,
        case when is_suppressed then 1 else 0 end as n_suppressed,
        low,
        high

    from member_bounds

    union all

    select
        report_id,
        month,
        'tiltak' as breakdown,
        tiltak_code,
        case when is_suppressed then 1 else 0 end as n_suppressed,
        low,
        high

    from tiltak_bounds

),

counted as (

    select
        report_id,
        month,
        breakdown,
        tiltak_code,
        cast(sum(n_suppressed) as integer) as n_suppressed,
        cast(
            sum(case when low = high then n_suppressed else 0 end) as integer
        ) as n_determined,
        cast(
            sum(
                case
                    when low < high and high - low < {{ var('suppressed_max') }}
                        then n_suppressed
                    else 0
                end
            ) as integer
        ) as n_narrowed

    from bounds

    group by report_id, month, breakdown, tiltak_code

),

-- Averages tie months together, and so do reports of one month; statuses cross tiltak.
report_shapes as (

    select
        report_id,
        report_code,
        count(distinct month) as n_months,
        count(distinct case when breakdown = 'labour_status' then member_code end)
            as n_statuses

    from observations

    group by report_id, report_code

),

months as (

    select
        report_code,
        month,
        count(distinct report_id) as n_reports

    from observations

    group by report_code, month

),

final as (

    select
        counted.report_id,
        counted.month,
        counted.breakdown,
        counted.tiltak_code,
        counted.n_suppressed,
        counted.n_determined,
        counted.n_narrowed,
        counted.n_suppressed = 0
        or (
            report_shapes.n_months = 1
            and months.n_reports = 1
            and report_shapes.n_statuses <= 1
        ) as is_exact

    from counted

    inner join report_shapes
        on counted.report_id = report_shapes.report_id

    inner join months
        on
            report_shapes.report_code = months.report_code
            and counted.month = months.month

)

select * from final
