{% test suppressed_sum(model, names_codes=true) %}

select *
from {{ model }}
where not coalesce(
    (
        observation_status in ('observed', 'not_listed')
        and n_suppressed = 0
        and participants_min = participants
        and participants_max = participants
        and (participants > {{ var('suppressed_max', 3) }}) = (observation_status = 'observed')
        {{ 'and not_comparable_with is null' if names_codes }}
    )
    or (
        observation_status = 'suppressed'
        and n_suppressed > 0
        and participants is null
        and participants_max = participants_min + {{ var('suppressed_max', 3) }} * n_suppressed
        {{ 'and not_comparable_with is null' if names_codes }}
    )
    or (
        observation_status = 'not_comparable'
        and participants is null
        and participants_min is null
        and participants_max is null
        and n_suppressed is null
        {{ 'and not_comparable_with is not null' if names_codes }}
    ),
    false
)

{% endtest %}
