-- Every statement on the rollout, in the order it was said. Grain: one row a statement.
select
    origin, unit, initiative, stage, extent, not_before, not_after, said_on, kind,
    "count", "of", source, note
from rollout_event
order by said_on, origin desc, seq
