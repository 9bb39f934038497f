{% test change_of_counts(model) %}

{% set keys = ['report_code', 'breakdown', 'tiltak_code', 'member_code'] %}

select now.*
from {{ model }} as now
{% for period, months in [('month', 1), ('year', 12)] %}
left join {{ model }} as {{ period }}_before
    on
        {%- for key in keys %}
        now.{{ key }} = {{ period }}_before.{{ key }} and
        {%- endfor %}
        {{ period }}_before.month
        = cast({{ dbt.dateadd('month', -months, 'now.month') }} as date)
{% endfor %}
where
    {%- for period in ['month', 'year'] %}
    coalesce(now.change_on_{{ period }}, -999999999)
    <> coalesce(now.participants - {{ period }}_before.participants, -999999999)
    or coalesce(now.change_on_{{ period }}_min, -999999999) <> coalesce(
        now.participants_min - {{ period }}_before.participants_max, -999999999
    )
    or coalesce(now.change_on_{{ period }}_max, -999999999) <> coalesce(
        now.participants_max - {{ period }}_before.participants_min, -999999999
    )
    or now.is_comparable_on_{{ period }}
    and now.change_on_{{ period }}_min is null
    {{- ' or' if not loop.last }}
    {%- endfor %}

{% endtest %}
