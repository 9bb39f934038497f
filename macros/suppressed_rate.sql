{# A rate of a count that may be hidden: then there is none. See suppressed_rate.yml.
   Counted in integer thousandths, half rounded up, so that engines round alike. #}
{% macro suppressed_rate(participants, base, per=1000) -%}
    {%- set part = nav_tilt.sum_that_is_safe(participants) -%}
    {%- set base_sum = nav_tilt.sum_that_is_safe(base) -%}
    {%- set dividend = '(' ~ 2000 * per ~ ' * cast(' ~ part ~ ' as bigint) + ' ~ base_sum ~ ')' -%}
    {%- set divisor = 'nullif(2 * (' ~ base_sum ~ '), 0)' -%}
    cast(
        ({{ dividend }} - mod({{ dividend }}, {{ divisor }})) / {{ divisor }}
        as {{ nav_tilt.engine_type('float8') }}
    ) / 1000
{%- endmacro %}

{# sum(x) of SQL skips nulls: a hidden count would be 0. Other aggregates skip them too. #}
{% macro sum_that_is_safe(expression) -%}
    {%- set expression = expression | string -%}
    {%- set found = modules.re.fullmatch('(?is)\s*sum\s*\((.*)\)\s*', expression) -%}
    {%- if found -%}
        {{ return(nav_tilt.sum_or_null(found.group(1))) }}
    {%- endif -%}
    {%- if modules.re.search('(?i)\\b(sum|avg|mean|median)\s*\(', expression) -%}
        {{ exceptions.raise_compiler_error(
            'suppressed_rate does not know what is hidden in ' ~ expression
            ~ ': give it a column, sum(column) or nav_tilt.sum_or_null(column)'
        ) }}
    {%- endif -%}
    {{ return(expression) }}
{%- endmacro %}
