-- Who owes the returns of each collection.
select distinct collection, reporting_unit as unit
from reporting
where court is null
    and collection in (select collection from collection_period where due is not null)
order by collection, unit
