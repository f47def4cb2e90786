-- The last day on which anything was entered as known.
select max(known_on) as known_on from submission
