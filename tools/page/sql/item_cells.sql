-- One row per item and month: the count of the country.
select item, month, participants_min, participants_max

from item_months

order by item, month
