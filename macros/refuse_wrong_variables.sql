{# `disclosure_newest_years: -1` audited all years but the oldest, and `five` ended in a
   traceback. #}
{% macro refuse_wrong_variables() -%}
    {% set years = var('disclosure_newest_years', 'all') | string -%}
    {% if execute and years != 'all' and not modules.re.fullmatch('[0-9]+', years) -%}
        {% do exceptions.raise_compiler_error(
            'the variable disclosure_newest_years is ' ~ years
            ~ ': give a number of years (0, 1, 2 …) or all'
        ) %}
    {%- endif %}
{%- endmacro %}
