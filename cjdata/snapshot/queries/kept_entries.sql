-- What was said about a topic by a day, in the order in which it counts: of two that speak of the
-- same thing the later row wins. Grain: one row an entry.
select seq, kind, topic, known_on, recorded_at, sender, detail, payloads
from kept_entry
where topic = $topic and known_on <= $known_at
order by known_on, seq
