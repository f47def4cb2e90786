-- The months that returns of a collection speak of, and from which day to which they stood.
-- Grain: one row a collection and span of days.
select
    collection,
    min(first_month) as first_month,
    max(last_month) as last_month,
    known_from,
    known_to
from standing
group by collection, known_from, known_to
order by collection
