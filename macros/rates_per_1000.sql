{# The rate and its bounds are one expression three times: a bound over another population
   than the rate's would not contain it. #}
{% macro rates_per_1000(counts, populations) -%}
    {%- for bound in ['', '_min', '_max'] -%}
        {{ nav_tilt.suppressed_rate(
            counts ~ '.participants' ~ bound, populations ~ '.population_18_66'
        ) }} as participants_per_1000{{ bound }}{{ ',' if not loop.last }}
    {% endfor -%}
{%- endmacro %}
