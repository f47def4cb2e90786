-- Every place with whose figures it is part of, and what its collection is: a row a measure, unit
-- and place.
select
    m.measure, m.unit, m.place_no, m.last_only, m.parts, p.collection, p.reporting_unit
from measure_place m
join place p on p.place_no = m.place_no
order by m.measure, m.unit, m.place_no
