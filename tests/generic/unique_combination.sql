{% test unique_combination(model, columns) %}

{% set key = [] %}
{% for column in columns %}
    {% do key.append(adapter.quote(column) if column == 'column' else column) %}
{% endfor %}

select
    {{ key | join(', ') }},
    count(*) as n_rows
from {{ model }}
group by {{ key | join(', ') }}
having count(*) > 1 or count(*) <> {{ 'count(' ~ key | join(') or count(*) <> count(') ~ ')' }}

{% endtest %}
