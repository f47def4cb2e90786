-- The cells of some components at one level of detail (total, court, reason, court_reason), with
-- the days on which their returns stood. Grain: one row a cell and span of standing.
select
    c.component as name, s.collection, s.unit, c.court_tier, c.first_month, c.last_month,
    c.court, c.reason, c.value, c.mark is not null as marked, s.known_from, s.known_to
from cell c
join standing s on s.return_no = c.return_no
where c.component in (select unnest($names)) and c.level = $level
order by c.component
