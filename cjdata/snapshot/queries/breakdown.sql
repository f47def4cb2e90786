-- The counts of components at one level of detail (total, court, reason, court_reason), in the
-- returns that stand on a day and make up a unit's figure. Rows without a reason at the level of
-- reasons say how many returns give reasons at all. A return has one cell of a kind, so that
-- cells count returns.
-- Grain: one row a component, period, court and reason, over the unit's reporting units.
select
    c.component, c.first_month, c.last_month, c.court, c.reason,
    sum(c.value) as value,
    count(*) as returns,
    count(c.mark) as marked
from cell c
join standing s on s.return_no = c.return_no
    and s.known_from <= $known_at and s.known_to > $known_at
join (select distinct collection, reporting_unit, court from reporting where unit = $unit) p
    on p.reporting_unit = s.unit and p.collection = s.collection
where c.component in (select unnest($components))
    and c.court_tier is not distinct from $court_tier
    and c.level = $level
    and (p.court is null or c.court = p.court)
    and c.first_month >= $first and c.last_month <= $last
group by c.component, c.first_month, c.last_month, c.court, c.reason
order by c.component, c.last_month, c.court, c.reason
