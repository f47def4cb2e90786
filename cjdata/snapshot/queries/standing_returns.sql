-- The return that stands for each asked key on a day. Grain: one row a key.
select
    s.collection, s.unit, s.first_month, s.last_month,
    v.return_id, v.content_hash, v.known_on, v.seq
from asked a
join standing s on s.collection = a.collection and s.unit = a.unit
    and s.first_month = a.first_month and s.last_month = a.last_month
    and s.known_from <= $known_at and s.known_to > $known_at
join return_version v on v.return_no = s.return_no
