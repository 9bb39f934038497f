{# Every row of an audit holds. A row that cannot be judged (null) does not. #}
{% test holds(model, column_name) %}

select *
from {{ model }}
where {{ column_name }} is not true

{% endtest %}
