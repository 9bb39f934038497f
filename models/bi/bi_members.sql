-- The names of all members, by breakdown as the long facts spell it: on the borders of
-- today and in the printed totals of a status the members are those of their dimension.
{% set people = [
    'labour_status',
    'gender',
    'age_group',
    'immigrant_status',
    'birth_region',
    'education',
] %}
with

{% for dimension in people %}
{{ dimension }} as (

    select * from {{ ref('dim_' ~ dimension).include(database=false) }}

),

{% endfor %}
fylker as (select * from {{ ref('dim_fylke').include(database=false) }}),

kommuner as (select * from {{ ref('dim_kommune').include(database=false) }}),

groups_of_people as (

    {% for dimension in people %}
    select
        '{{ dimension }}' as breakdown,
        {{ dimension }}_code as member_code,
        name_nb,
        name_en,
        sort_order

    from {{ dimension }}

    {{ 'union all' if not loop.last }}

    {% endfor %}
),

places as (

    select
        'fylke' as place,
        fylke_code as member_code,
        name_nb,
        name_en,
        sort_order_by_name as sort_order

    from fylker

    union all

    select
        'kommune' as place,
        kommune_code as member_code,
        name_nb,
        name_en,
        sort_order_by_name as sort_order

    from kommuner

),

-- the long facts write in front of the place that it is one of today, or of all tiltak
spellings as (

    select '' as written
    union all
    select 'current_' as written
    union all
    select 'all_by_current_' as written

),

members as (

    select * from groups_of_people

    union all

    select
        'all_by_labour_status' as breakdown,
        labour_status_code as member_code,
        name_nb,
        name_en,
        sort_order

    from labour_status

    union all

    select
        spellings.written || places.place as breakdown,
        places.member_code,
        places.name_nb,
        places.name_en,
        places.sort_order

    from places

    cross join spellings

),

final as (

    select
        breakdown,
        member_code,
        name_nb as member_nb,
        name_en as member_en,
        sort_order as member_sort_order

    from members

)

select * from final
