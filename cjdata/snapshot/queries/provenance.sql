-- Where returns came from: who sent which file when. Grain: one row a return.
select
    v.return_id, v.collection, v.unit, v.first_month, v.last_month, v.row_count, v.content_hash,
    s.seq, s.known_on, s.recorded_at, s.sender, s.file, s.received_hash, s.note,
    exists (from withdrawal w where w.return_id = v.return_id) as withdrawn
from return_version v
join submission s on s.seq = v.seq
where list_contains($return_ids, v.return_id)
order by v.return_no
