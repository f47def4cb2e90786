-- The first and last month that standing returns speak of. Grain: one row a collection.
select collection, min(first_month) as first_month, max(last_month) as last_month
from standing
where known_from <= $known_at and known_to > $known_at
group by collection
