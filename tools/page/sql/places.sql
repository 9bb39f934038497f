-- One row per kommune and fylke of today; a kommune names its fylke.
select
    fylke_code as code,
    cast(null as varchar) as fylke_code,
    name_nb,
    name_en,
    official_name,
    sort_order
from marts.dim_fylke
where valid_to is null

union all

select kommune_code, fylke_code, name_nb, name_en, official_name, sort_order
from marts.dim_kommune
where valid_to is null

order by fylke_code nulls first, name_nb
