{% test suppression(model, value='participants') %}

{%- set hidden = var('suppressed_max', 3) -%}

select *
from {{ model }}
where not coalesce(
    (
        observation_status = 'observed'
        and {{ value }} > {{ hidden }}
        and {{ value }}_min = {{ value }}
        and {{ value }}_max = {{ value }}
    )
    or (
        observation_status = 'suppressed'
        and {{ value }} is null
        {%- if value == 'participants' %}
        -- two names of one tiltak may have two stars, or a number and a star
        and (
            (participants_min = 0 and participants_max in ({{ hidden }}, {{ 2 * hidden }}))
            or (
                participants_min > {{ hidden }}
                and participants_max = participants_min + {{ hidden }}
            )
        )
        {%- else %}
        -- an average may be starred below {{ hidden + 1 }} before it is rounded
        and {{ value }}_min = 0
        and {{ value }}_max = {{ hidden + 1 }}
        {%- endif %}
    )
    or (
        observation_status = 'not_listed'
        and {{ value }} = 0
        and {{ value }}_min = 0
        and {{ value }}_max = 0
    ),
    false
)

{% endtest %}
