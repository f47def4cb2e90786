-- Entries that were written down after the day they are said to have been known: they change how
-- that past looks. Statements count from the day each was said. Grain: one row an entry.
with
said as (
    select seq, min(said_on) as said_on from rollout_event where origin = 'ledger' group by seq
),
entered as (
    select * exclude (known_on), known_on from submission where kind <> 'event'
    union all
    select s.* exclude (known_on), e.said_on as known_on
    from submission s join said e on s.kind = 'event' and e.seq = s.seq
    union all
    select seq, kind, recorded_at, sender, topic as file, null, null, null, known_on
    from kept_entry where kind <> 'forecast'
)
select seq, kind, known_on, recorded_at, sender, file, note
from entered
where recorded_at::date > known_on
order by seq
