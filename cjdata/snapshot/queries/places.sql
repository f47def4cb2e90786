-- Every place that a measure can be made up of: numbered in an order that keeps a measure's
-- together, so that a figure is read from one corner of the table.
insert into place
select
    row_number() over (order by measure, collection, reporting_unit, court nulls first),
    measure, collection, reporting_unit, court
from (
    select distinct n.measure, p.collection, p.reporting_unit, p.court
    from measure_part n join reporting p on p.collection = n.collection
)
