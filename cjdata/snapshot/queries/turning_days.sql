-- The days on which it changed which return stands: between two of them every figure is the same.
select known_from as day from standing
union
select known_to as day from standing
order by day
