{% test rates_of_counts(model) %}

select *
from {{ model }}
where
    {%- for bound in ['', '_min', '_max'] %}
    (participants_per_1000{{ bound }} is null)
    <> (participants{{ bound }} is null or coalesce(population_18_66, 0) = 0)
    -- half a thousandth, and the rounding of a float8
    or abs(
        participants_per_1000{{ bound }} - 1000.0 * participants{{ bound }}
        / nullif(population_18_66, 0)
    ) > 0.0005001
    {%- if not loop.last %}
    or{% endif %}
    {%- endfor %}

{% endtest %}
