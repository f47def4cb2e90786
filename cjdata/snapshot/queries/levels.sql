-- The totals of each component in the months before, as standing on a day: what a new figure is
-- held against. Grain: one row a unit, component, court tier and month.
select c.unit, c.component, c.court_tier, c.last_month as month, c.value
from cell c
join standing s on s.return_no = c.return_no
    and s.known_from <= $known_at and s.known_to > $known_at
where c.level = 'total' and c.value is not null
    and list_contains($units, c.unit) and list_contains($components, c.component)
    and c.last_month >= $first and c.last_month < $last
order by c.unit, c.component, c.court_tier, month
