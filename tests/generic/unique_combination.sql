{% test unique_combination(model, columns) %}

select
    {{ columns | join(', ') }},
    count(*) as n_rows
from {{ model }}
group by {{ columns | join(', ') }}
having
    count(*) > 1
    or count(*) <> {{ 'count(' ~ columns | join(') or count(*) <> count(') ~ ')' }}

{% endtest %}
