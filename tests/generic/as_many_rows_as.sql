{% test as_many_rows_as(model, other) %}

with

counts as (

    select
        (select count(*) from {{ model }}) as n_rows,
        (select count(*) from {{ other }}) as n_rows_of_other

)

select * from counts
where n_rows <> n_rows_of_other

{% endtest %}
