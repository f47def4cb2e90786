-- Entries that were written down after the day they are said to have been known: they change how
-- that past looks. Grain: one row an entry.
select seq, kind, known_on, recorded_at, sender, file, note
from submission
where recorded_at::date > known_on
order by seq
