with

members as (

    select * from {{ ref('int_members') }}

    where breakdown = 'kommune'

),

successors as (

    select * from {{ ref('int_kommune_successors') }}

),

months as (

    select distinct month

    from {{ ref('int_cells_newest') }}

),

borders as (

    select distinct
        months.month,
        successors.fylke_code,
        successors.current_fylke_code

    from months

    inner join members
        on
            months.month >= coalesce(members.valid_from, months.month)
            and (months.month < members.valid_to or members.valid_to is null)

    inner join successors
        on members.member_code = successors.kommune_code

),

counted as (

    select
        *,
        count(*) over (partition by month, fylke_code) as n_successors

    from borders

),

final as (

    select
        month,
        fylke_code,
        current_fylke_code,
        n_successors,
        max(n_successors) over (partition by month, current_fylke_code)
        = 1 as is_sum_of_fylker

    from counted

)

select * from final
