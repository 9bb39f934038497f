-- Cases of their own: `make test-engines` compares only the rows that there are.
with

texts as (

    select
        'b' as text_value,
        1 as group_no

    union all

    select
        'a' as text_value,
        1 as group_no

    union all

    select
        {{ nav_tilt.as_text('null') }} as text_value,
        1 as group_no

    union all

    select
        {{ nav_tilt.as_text('null') }} as text_value,
        2 as group_no

),

lists as (

    select
        group_no,
        {{ nav_tilt.list_in_order('text_value') }} as listed

    from texts

    group by group_no

),

cases as (

    select
        'matches' as macro_name,
        {{ nav_tilt.matches("'12'", '^[0-9]+$') }}
        and not {{ nav_tilt.matches("'12a'", '^[0-9]+$') }} as is_right

    union all

    select
        'without_matches' as macro_name,
        {{ nav_tilt.without_matches("'1a1b1'", '[0-9]') }} = 'ab' as is_right

    union all

    select
        'without_space' as macro_name,
        {{ nav_tilt.without_space("' 1\u00a00\u20090\u202f2 '") }} = '1002' as is_right

    union all

    select
        'label_key' as macro_name,
        {{ nav_tilt.label_key("'ÆØÅ Kárá-|Y 1'") }} = 'æøåkry1' as is_right

    union all

    -- a Norwegian server sorts å last
    select
        'by_code_point' as macro_name,
        {{ nav_tilt.by_code_point("'å'") }} < {{ nav_tilt.by_code_point("'ø'") }}
            as is_right

    union all

    select
        'suppressed_rate' as macro_name,
        {{ nav_tilt.suppressed_rate('1', '16000') }} = 0.063
        and {{ nav_tilt.suppressed_rate('cast(null as integer)', '16000') }} is null
        and {{ nav_tilt.suppressed_rate('1', '0') }} is null as is_right

    union all

    select
        'as_text' as macro_name,
        {{ nav_tilt.as_text("date '2026-01-01'") }} = '2026-01-01' as is_right

    union all

    select
        'list_in_order' as macro_name,
        coalesce(listed, '') = case when group_no = 1 then 'a b' else '' end
        and (listed is null) = (group_no = 2) as is_right

    from lists

)

select
    macro_name,
    'the macro ' || macro_name || ' means something else on this engine' as message

from cases

where is_right is not true
