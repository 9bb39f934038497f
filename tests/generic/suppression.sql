{% test suppression(model, value='participants') %}

select *
from {{ model }}
where not coalesce(
    (
        observation_status = 'observed'
        and {{ value }} > {{ var('suppressed_max', 3) }}
        and {{ value }}_min = {{ value }}
        and {{ value }}_max = {{ value }}
    )
    or (
        observation_status = 'suppressed'
        and {{ value }} is null
        and {{ value }}_min = 0
        and {{ value }}_max = {{ var('suppressed_max', 3) }}
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
