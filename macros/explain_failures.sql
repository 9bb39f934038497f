{# dbt reports how many rows failed and none of them: a user had to find the compiled SQL
   and run it to learn which label was meant. #}
{% macro explain_failures(results) %}
    {% for result in results
        if result.node.resource_type == 'test' and result.status in ['fail', 'warn']
        and result.node.package_name == 'nav_tilt' %}
        {% set failures = run_query(
            'select * from (' ~ result.node.compiled_code ~ ') as failures limit 3') %}
        {% do print(('WARNING ' if result.status == 'warn' else 'FAILED ') ~ result.node.name) %}
        {% if 'message' in failures.column_names %}
            {% for message in failures.columns['message'].values() %}
                {% do print('  ' ~ message) %}
            {% endfor %}
            {% if result.failures > 3 %}
                {% do print('  and ' ~ (result.failures - 3) ~ ' more') %}
            {% endif %}
        {% endif %}
    {% endfor %}
{% endmacro %}
