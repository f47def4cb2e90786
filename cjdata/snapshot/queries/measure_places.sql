-- Which places each measure adds up for each unit.
-- Where the unit settles the court tier, a unit that both tiers add up to has no figure.
insert into measure_place
with
needed as (
    select measure, count(*) as parts
    from (select distinct measure, side, component, reasons from measure_part)
    group by measure
),
pooled as (
    select n.measure, p.unit
    from measure_part n join reporting p on p.collection = n.collection
    group by n.measure, p.unit
    having count(distinct n.court_tier) > 1
)
select distinct n.measure, p.unit, c.place_no, n.last_only, d.parts
from measure_part n
join needed d on d.measure = n.measure
join reporting p on p.collection = n.collection
join place c on c.measure = n.measure and c.collection = p.collection
    and c.reporting_unit = p.reporting_unit and c.court is not distinct from p.court
where not exists (from pooled x where x.measure = n.measure and x.unit = p.unit)
order by n.measure, p.unit, c.place_no
