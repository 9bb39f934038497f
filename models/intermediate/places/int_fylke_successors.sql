-- A fylke of a month is the kommuner valid in it, so its successors are theirs. Where
-- one of today is undivided fylker of the month, what NAV printed of them is added.
with

members as (

    select * from {{ ref('int_members') }}

    where breakdown = 'kommune'

),

places as (

    select * from {{ ref('int_kommune_places') }}

    where borders_of = 'fylke'

),

months as (

    select distinct month

    from {{ ref('int_cells_newest') }}

),

borders as (

    select distinct
        months.month,
        places.code as fylke_code,
        places.current_code as current_fylke_code

    from months

    inner join members
        on months.month >= members.valid_from and months.month < members.valid_to

    inner join places
        on members.member_code = places.kommune_code

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
