-- The first and last month that any standing return of these collections speaks of.
select min(first_month) as first_month, max(last_month) as last_month
from standing
where list_contains($collections, collection)
    and known_from <= $known_at and known_to > $known_at
