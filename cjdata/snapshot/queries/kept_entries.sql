-- Everything said about a topic, in the order in which it counts: of two that speak of the same
-- thing the later row wins. Grain: one row an entry.
select seq, kind, known_on, recorded_at, sender, detail, payloads
from kept_entry
where topic = $topic
order by known_on, seq
