-- Who sends the returns of each collection.
select distinct collection, reporting_unit as unit
from reporting where court is null order by collection, unit
