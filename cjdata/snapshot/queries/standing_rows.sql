-- The rows, as accepted, of the returns that stand for the asked keys on a day.
-- Grain: one row an accepted row.
select
    s.collection, s.unit, s.first_month, s.last_month, v.return_id, v.content_hash,
    r.component, r.court_tier, r.court, r.reason, r.value, r.mark, r.note, r.line
from asked a
join standing s on s.collection = a.collection and s.unit = a.unit
    and s.first_month = a.first_month and s.last_month = a.last_month
    and s.known_from <= $known_at and s.known_to > $known_at
join return_version v on v.return_no = s.return_no
join return_row r on r.return_no = s.return_no
order by s.collection, s.unit, s.first_month, r.line
