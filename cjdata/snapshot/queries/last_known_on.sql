-- The last day on which a return or a withdrawal counts as known.
select max(known_on) as known_on from submission where kind <> 'event'
